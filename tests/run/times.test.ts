import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { processorSeconds, runTimeLines, slowestLines } from './times.ts';

describe('the time of npm test', () => {
  test('the ten files that took longest are named, longest first', () => {
    const times = Array.from({ length: 12 }, (_, at) => ({ file: `${at}.test.ts`, seconds: at }));
    expect(slowestLines(times)).toHaveLength(10);
    expect(slowestLines(times)[0]).toBe('   11.0 s  11.test.ts');
    expect(slowestLines(times).at(-1)).toBe('    2.0 s  2.test.ts');
  });

  test('more than eight minutes are said to be too long, and so is what would take them on two free processors', () => {
    expect(runTimeLines({ seconds: 480, processorSeconds: 960 })).toEqual(['npm test took 8.0 minutes, 960 s of processor time']);
    expect(runTimeLines({ seconds: 481, processorSeconds: undefined })).toEqual([
      'npm test took 8.0 minutes',
      expect.stringContaining('TOO LONG: it may take 8 minutes'),
    ]);
    expect(runTimeLines({ seconds: 100, processorSeconds: 961 })).toContainEqual(expect.stringContaining('960 s of their time'));
  });

  test('processor time is that of the process and of its children, whatever its name holds', () => {
    const file = path.join(tmpdir(), `stat-${process.pid}`);
    writeFileSync(file, '7 (a ) b) S 1 7 7 0 -1 0 0 0 0 0 150 50 1000 300 20 0 11 0 12345 0\n');
    expect(processorSeconds(file)).toBe(15);
    expect(processorSeconds(path.join(tmpdir(), 'no-such-file'))).toBeUndefined();
  });
});
