import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sourceHash, withBaseline } from './baseline.ts';
import { deploy } from './deploy.ts';
import { LOCAL_FOLDER } from './paths.ts';
import type { Local } from './start.ts';

/** Deployed AWS on the instant clock for as long as the work takes, in a folder of this process's own that goes with it. */
export const onLaptop = async <T>(name: string, work: (local: Local, stateDir: string) => Promise<T>): Promise<T> => {
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `${name}-${process.pid}`);
  const local = await withBaseline({ stateDir, hash: await sourceHash(), clock: 'instant', deploy });
  try {
    return await work(local, stateDir);
  } finally {
    await local.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
};

/** Runs a program to its end. @param main answers the exit code; what it throws is shown, and is code 1 */
export const runProgram = async (main: () => Promise<number>): Promise<never> => {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  // Keep-alive sockets of SDK clients must not keep the process.
  process.exit();
};
