import { expect, test } from '@jest/globals';
import { buildConsole } from './build.ts';
import { loadedBytes } from './first-page.ts';

const KB = 1024;
const LIMIT = 350 * KB;

test('the first page loads at most 350 KB', async () => {
  const { folder } = await buildConsole(() => {});
  const files = loadedBytes(folder, ['index.html', 'src/pages.tsx']);
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  const kind = (end: string) => [...files].filter(([file]) => file.endsWith(end)).reduce((sum, [, bytes]) => sum + bytes, 0) / KB;
  process.stderr.write(
    `console, first page: ${(total / KB).toFixed(1)} KB gzip (scripts ${kind('.js').toFixed(1)}, style sheets ${kind('.css').toFixed(1)})\n`,
  );
  expect(total).toBeLessThanOrEqual(LIMIT);
});
