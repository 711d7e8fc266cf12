import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';

const { terminal } = commandFixture();
const folder = mkdtempSync(path.join(tmpdir(), 'before-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('doctor --before', () => {
  test('wants a configuration', async () => {
    const { code, err } = await terminal({}).tenantry('doctor', '--before');
    expect([code, err]).toEqual([2, expect.stringContaining('--config config/<deployment>.json')]);
  });

  test.each([
    ['that is not there', undefined, 'absent.json', 'no such file'],
    ['with a wrong field', '{"region": 1}', 'prod.json', 'region'],
    ['whose name is no deployment', '{}', 'Prod 1.json', 'Prod 1'],
  ])('a configuration %s is the only finding, and AWS is not asked', async (_title, text, name, said) => {
    const file = path.join(folder, name);
    if (text !== undefined) writeFileSync(file, text);
    const { code, out } = await terminal({}).tenantry('doctor', '--before', '--config', file, '--confirm', 'cloudfront');
    expect(code).toBe(8);
    expect(out).toContain('✖ configuration: missing: ');
    expect(out).toContain(said);
    expect(out).toContain('fix (configuration): ');
    expect(out).toContain('1 of 1 are not well; nothing was changed');
  });
});
