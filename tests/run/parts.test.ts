import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startTime } from '@laptop/aws/processes';
import { eventually } from '@tenantry/shared/testing/eventually';
import { ROOT } from '../../laptop/src/paths.ts';

import { type Part, runParts, sumLine, sumOf } from './parts.ts';

const says = (title: string, text: string, code = 0): Part => ({
  title,
  run: ['-e', `console.log(${JSON.stringify(text)});process.exitCode=${code}`],
});
const quiet = (): void => {};

describe('a part of the long tests', () => {
  test('counts what its last line says', () => {
    expect(sumOf('one\n3 passed, 0 failed\n', 0)).toEqual({ passed: 3, failed: 0 });
    expect(sumOf('1 passed, 1 failed\nmore\n4 passed, 2 failed\n', 1)).toEqual({ passed: 4, failed: 2 });
  });

  test('that says nothing, or ends badly after its sum, has failed', () => {
    expect(sumOf('out of memory', 134)).toEqual({ passed: 0, failed: 1 });
    expect(sumOf('', 0)).toEqual({ passed: 0, failed: 1 });
    expect(sumOf('3 passed, 0 failed\n', 143)).toEqual({ passed: 3, failed: 1 });
  });
});

describe('the long tests', () => {
  test('add up their parts, one line of progress each, and show the output of what failed only', async () => {
    const lines: string[] = [];
    const parts = [says('first', 'secret of the first\n2 passed, 0 failed'), says('second', 'why it failed\n1 passed, 1 failed', 1)];
    const sum = await runParts(parts, { time: new AbortController().signal, log: (line) => lines.push(line) });
    expect(sum).toEqual({ passed: 3, failed: 1, leftOut: [] });
    expect(lines.join('\n')).toMatch(
      /^first …\nok {5}first: 2 passed, 0 failed \([\d.]+ s\)\nsecond …\nwhy it failed\n1 passed, 1 failed\nFAILED second: 1 passed, 1 failed \([\d.]+ s\)$/,
    );
    expect(sumLine(sum)).toBe('3 passed, 1 failed');
  });

  test('name what they leave out when the time is over, and leave no process of it', async () => {
    // Neither the part nor its child ends, and the part ignores the signal.
    const deaf = "process.on('SIGTERM',()=>{});setInterval(()=>{},1000);";
    const child = `require('node:child_process').spawn(process.execPath,['-e',${JSON.stringify(deaf)}],{stdio:'ignore'})`;
    const file = `${process.env.TMPDIR ?? '/tmp'}/tenantry-part-${process.pid}`;
    const hangs = {
      title: 'hangs',
      run: ['-e', `${deaf}const c=${child};require('node:fs').writeFileSync(${JSON.stringify(file)},process.pid+' '+c.pid)`],
    };
    const time = new AbortController();
    const running = runParts([says('first', '2 passed, 0 failed'), hangs, says('never', '9 passed, 0 failed')], {
      time: time.signal,
      patienceMs: 100,
      log: quiet,
    });
    const pids = (await eventually('the part to begin', () => existsSync(file) && readFileSync(file, 'utf8'))).split(' ').map(Number);
    time.abort();
    const sum = await running;
    expect(sum).toEqual({ passed: 2, failed: 0, leftOut: ['hangs', 'never'] });
    expect(sumLine(sum)).toBe('2 passed, 0 failed, 2 skipped');
    rmSync(file);
    expect(pids).toHaveLength(2);
    // What was killed is there until somebody has taken note of its end.
    await eventually('both processes to be gone', () => pids.every((pid) => startTime(pid) === undefined));
  });

  test('leave out a part whose file nobody has written, and say so', async () => {
    const lines: string[] = [];
    const part = says('of a demo', '2 passed, 0 failed');
    const run = (needs: string) => runParts([{ ...part, needs }], { time: new AbortController().signal, log: (line) => lines.push(line) });
    expect(await run(path.join(ROOT, 'package.json'))).toEqual({ passed: 2, failed: 0, leftOut: [] });
    const missing = path.join(ROOT, 'nobody-writes-this');
    expect(await run(missing)).toEqual({ passed: 0, failed: 0, leftOut: ['of a demo'] });
    expect(lines).toContain(`left out of a demo: there is no ${missing}`);
  });

  test('ask the running part to end when they are told to end themselves', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tenantry-parts-'));
    const [begun, ended] = [path.join(folder, 'begun'), path.join(folder, 'ended')];
    const write = (file: string): string => `require('node:fs').writeFileSync(${JSON.stringify(file)},'')`;
    const part = `process.on('SIGTERM',()=>{${write(ended)};process.exit(0)});setInterval(()=>{},1000);${write(begun)}`;
    const program = `import { runParts } from ${JSON.stringify(new URL('parts.ts', import.meta.url).href)};
      await runParts([{ title: 'part', run: ['-e', ${JSON.stringify(part)}] }], { time: new AbortController().signal, log: () => {} });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: ROOT, stdio: 'ignore' });
    const exit = new Promise((resolve) => child.once('exit', resolve));
    await eventually('the part to begin', () => existsSync(begun));
    child.kill('SIGTERM');
    expect([await exit, existsSync(ended)]).toEqual([143, true]);
    rmSync(folder, { recursive: true });
  });
});
