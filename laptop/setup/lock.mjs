// One set-up at a time: a folder is the lock, because making it succeeds for one process only. Plain Node, as main.mjs.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const STALE_MS = 60_000;

const killGroup = (pid) => {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone.
  }
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** A lock is stale when its owner is gone or has given no sign of life for a minute. */
const isStale = (folder) => {
  try {
    const owner = Number(readFileSync(path.join(folder, 'pid'), 'utf8'));
    return !isAlive(owner) || Date.now() - statSync(folder).mtimeMs > STALE_MS;
  } catch {
    // Between mkdir and the pid file, or just released.
    return existsSync(folder) && Date.now() - statSync(folder).mtimeMs > STALE_MS;
  }
};

/** Removes a stale lock and ends what its owner was running. */
const removeStale = (folder) => {
  const aside = `${folder}.${process.pid}`;
  try {
    // Of several that see a stale lock, one can rename it.
    renameSync(folder, aside);
    const child = existsSync(path.join(aside, 'child')) ? Number(readFileSync(path.join(aside, 'child'), 'utf8')) : 0;
    if (child > 0) killGroup(child);
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Another was first.
  }
};

/**
 * Waits for the lock and takes it. `runs(pid)` notes the process group of the step that runs now (undefined: none), so that whoever
 * takes the lock over from a killed set-up ends it; `release()` gives the lock back, as does the end of this process.
 */
export const takeLock = async (folder, say) => {
  mkdirSync(path.dirname(folder), { recursive: true });
  let told = false;
  for (;;) {
    try {
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'pid'), String(process.pid));
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isStale(folder)) {
      removeStale(folder);
      continue;
    }
    if (!told) say('another set-up is running: waiting for it');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const heartbeat = setInterval(() => utimesSync(folder, new Date(), new Date()), 5_000);
  let running;
  const release = () => {
    clearInterval(heartbeat);
    if (running) killGroup(running);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  return {
    runs: (pid) => {
      running = pid;
      const file = path.join(folder, 'child');
      if (pid === undefined) rmSync(file, { force: true });
      else writeFileSync(file, String(pid));
    },
    release,
  };
};
