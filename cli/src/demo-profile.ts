import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isLoopback, type Profile, profileOf } from './profile.ts';

/** Where a running demo says how to reach it, below the repository's root. */
const DEMO_FILE = path.join('.local', 'tenantry.json');
export const DEMO_PROFILE = 'laptop';

/** Above a name, every folder up to the root of the file system. */
const above = (folder: string): readonly string[] => {
  const parent = path.dirname(folder);
  return parent === folder ? [folder] : [folder, ...above(parent)];
};

const isRunning = (pid: unknown): boolean => {
  if (typeof pid !== 'number') return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * The profile of a demo that runs in this working copy: the nearest `.local/tenantry.json` in the working directory or above it counts
 * while the process that it names runs and only if it points to this machine, so that a file in somebody else's repository can neither
 * redirect a command nor learn a token.
 */
export const demoProfile = async (cwd: string): Promise<Profile | undefined> => {
  for (const folder of above(cwd)) {
    const text = await readFile(path.join(folder, DEMO_FILE), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const json = parsed(text);
    const profile = profileOf(DEMO_PROFILE, json);
    if (typeof profile === 'string' || !isRunning(json?.pid)) return undefined;
    const urls = [profile.apiUrl, profile.signInUrl ?? profile.apiUrl];
    return urls.every((url) => URL.canParse(url) && isLoopback(new URL(url))) ? profile : undefined;
  }
  return undefined;
};

const parsed = (text: string): { readonly pid?: unknown } | undefined => {
  try {
    return JSON.parse(text) as { pid?: unknown };
  } catch {
    return undefined;
  }
};
