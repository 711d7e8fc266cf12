import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HOME } from './home.ts';
import { endOrphans, startTime } from './processes.ts';
import { eventually } from './testing/eventually.ts';

const START = fileURLToPath(new URL('./start.ts', import.meta.url));
const WORLD = fileURLToPath(new URL('./testing/accounts.ts', import.meta.url));
const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
let folder: string;

interface Running {
  readonly child: ChildProcess;
  readonly pids: readonly number[];
}

/** A process of its own that runs AWS and PostgreSQL and names their processes. */
const runParent = async (): Promise<Running> => {
  const program = `
    const { startAws } = await import(${JSON.stringify(START)});
    const { TEST_WORLD: world } = await import(${JSON.stringify(WORLD)});
    const { readdirSync, readFileSync } = await import('node:fs');
    const local = await startAws({ world, stateDir: ${JSON.stringify(path.join(folder, 'state'))} });
    const records = ${JSON.stringify(path.join(HOME, 'processes'))};
    const all = readdirSync(records).map((name) => JSON.parse(readFileSync(records + '/' + name, 'utf8')));
    console.log('pids ' + JSON.stringify(all.filter((one) => one.parent === process.pid).map((one) => one.pid)));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: PACKAGE,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const text = await eventually('the processes are named', () => /^pids (.*)$/m.exec(output)?.[1]);
  return { child, pids: JSON.parse(text) as number[] };
};
/** Its exit code, once all that it has written has arrived. */
const exited = (child: ChildProcess): Promise<number | null> => new Promise((resolve) => child.once('close', resolve));
const gone = (pid: number): Promise<true> => eventually(`process ${pid} has ended`, () => startTime(pid) === undefined);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shop-start-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('every process ends with its parent', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)('on %s, and the state is saved', async (signal) => {
    const { child, pids } = await runParent();
    expect(pids).toHaveLength(2);
    const code = exited(child);
    child.kill(signal);
    expect(await code).toBe(signal === 'SIGINT' ? 130 : 143);
    for (const pid of pids) await gone(pid);
    expect(existsSync(path.join(folder, 'state', 'gateway', 'gateway.json'))).toBe(true);
    expect(existsSync(path.join(folder, 'state', 'tmp'))).toBe(false);
    expect(existsSync(path.join(folder, 'state', 'postgres'))).toBe(false);
  });

  test('killed with it, by the next start at the latest', async () => {
    const { child, pids } = await runParent();
    const code = exited(child);
    child.kill('SIGKILL');
    await code;
    endOrphans();
    for (const pid of pids) await gone(pid);
    expect(existsSync(path.join(folder, 'state', 'postgres'))).toBe(false);
    expect(await readFile(path.join(folder, 'state', 'emulator.log'), 'utf8')).toBeDefined();
  });

  test.each([
    ['before', '0'],
    ['while', '50'],
  ])('told to end %s it starts, in a program that decides itself when to exit', async (_when, delay) => {
    const program = `
      const { startAws } = await import(${JSON.stringify(START)});
    const { TEST_WORLD: world } = await import(${JSON.stringify(WORLD)});
      const { onEndSignal } = await import(${JSON.stringify(new URL('./signals.ts', import.meta.url).href)});
      process.on('SIGTERM', () => undefined);
      onEndSignal(async () => undefined);
      const end = () => process.kill(process.pid, 'SIGTERM');
      if (${delay} === 0) end(); else setTimeout(end, ${delay});
      await new Promise((resolve) => setImmediate(resolve));
      await startAws({ world, stateDir: ${JSON.stringify(path.join(folder, 'state'))} }).catch((error) => console.log('refused: ' + error.name));
      process.exit(7);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], { cwd: PACKAGE, stdio: 'pipe' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    expect(await exited(child)).toBe(7);
    expect(output).toContain('refused: ToldToEndError');
    expect(existsSync(path.join(folder, 'state', 'tmp'))).toBe(false);
  });
});
