import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HOME } from './home.ts';

/** A child process with a group of its own, written down so that the next start ends it if this process is killed. */
export interface OwnedProcess {
  readonly child: ChildProcess;
  readonly file: string;
}

const FILES = path.join(HOME, 'processes');

/** Of a folder whose processes were killed a moment ago: one that is not quite gone may still write into it. */
export const REMOVAL = { recursive: true, force: true, maxRetries: 10 } as const;

/** When a process started, as the system tells: with the pid it names one process for ever. Undefined when it is gone. */
export const startTime = (pid: number): string | undefined => {
  if (process.platform === 'linux') {
    try {
      const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The name in parentheses may hold spaces; the 22nd field overall is the start time, the 3rd the state.
      const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  try {
    const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return text === '' ? undefined : text;
  } catch {
    return undefined;
  }
};

interface ProcessFile {
  readonly name: string;
  readonly pid: number;
  readonly started: string;
  readonly parent: number;
  readonly parentStarted: string;
  /** Folders that are removed with it. */
  readonly folders: readonly string[];
}

/** Writes down a child that leads its own process group (`detached: true`); `folders` go when a later start has to clean up. */
export const ownProcess = (name: string, child: ChildProcess, folders: readonly string[] = []): OwnedProcess => {
  const file = path.join(FILES, `${child.pid ?? 'none'}.json`);
  if (child.pid !== undefined) {
    mkdirSync(FILES, { recursive: true });
    const content: ProcessFile = {
      name,
      pid: child.pid,
      started: startTime(child.pid) ?? '',
      parent: process.pid,
      parentStarted: startTime(process.pid) ?? '',
      folders,
    };
    writeFileSync(file, JSON.stringify(content));
  }
  // Group and file go at once when this process ends in an orderly way without having stopped it.
  const onExit = (): void => {
    killGroup(child.pid, 'SIGKILL');
    for (const folder of folders) rmSync(folder, REMOVAL);
    rmSync(file, { force: true });
  };
  process.once('exit', onExit);
  child.once('exit', () => {
    process.removeListener('exit', onExit);
    rmSync(file, { force: true });
  });
  return { child, file };
};

/** Signals a process group; a group that is gone is fine. */
export const killGroup = (pid: number | undefined, signal: NodeJS.Signals): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
};

/** Asks a process to end with `signal`, takes it and its group down after `patienceMs`, and waits until it is gone. */
export const endProcess = async ({ child, file }: OwnedProcess, signal: NodeJS.Signals, patienceMs = 20_000): Promise<void> => {
  const ended = child.exitCode !== null || child.signalCode !== null;
  if (!ended && child.pid !== undefined) {
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill(signal);
    const timer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), patienceMs);
    await gone;
    clearTimeout(timer);
  }
  killGroup(child.pid, 'SIGKILL');
  rmSync(file, { force: true });
};

/** Ends what a killed run left behind: processes whose parent is gone, with their folders. Others' running children stay. */
export const endOrphans = (): void => {
  let names: string[];
  try {
    names = readdirSync(FILES);
  } catch {
    return;
  }
  for (const name of names) {
    const file = path.join(FILES, name);
    const noted = readProcessFile(file);
    if (noted === undefined || startTime(noted.parent) === noted.parentStarted) continue;
    // A group outlives its leader; its number is not given away meanwhile. Another process of that number is not ours.
    const started = startTime(noted.pid);
    if (started === undefined || started === noted.started) killGroup(noted.pid, 'SIGKILL');
    for (const folder of noted.folders) rmSync(folder, REMOVAL);
    rmSync(file, { force: true });
  }
};

const readProcessFile = (file: string): ProcessFile | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessFile;
  } catch {
    return undefined;
  }
};
