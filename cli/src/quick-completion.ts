import { homedir } from 'node:os';
import path from 'node:path';
import { chooseProfile } from './choose-profile.ts';
import { candidateLines, complete } from './completion.ts';
import { readConfiguration } from './configuration.ts';
import { DEMO_PROFILE } from './demo-profile.ts';
import { commands } from './generated/commands.ts';
import { FRESH, knownNames } from './known-names.ts';

/** Nobody has asked the API for them yet: the command itself does. */
class Unknown extends Error {}

export interface Quick {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly write: (text: string) => void;
  /** Has the names asked for by a process of its own, which nobody waits for. */
  readonly refresh: () => void;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Answers to a Tab without loading the command: by what was generated of it, and by names that were kept.
 * @param words what stands on the line after `tenantry`
 * @returns whether it could; else the command itself must
 */
export const quickly = async (words: readonly string[], { env, cwd, write, refresh, now }: Quick): Promise<boolean> => {
  const configFolder = env.XDG_CONFIG_HOME || path.join(homedir(), '.config');
  const cacheFolder = env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const names = async (kind: 'tenants' | 'plans'): Promise<readonly string[]> => {
    const { profile } = await chooseProfile({ env, cwd, configFolder });
    const known = await knownNames({ cacheFolder }, profile.apiUrl, now);
    if (!known) throw new Unknown();
    if (now - known.at > FRESH) refresh();
    return known[kind];
  };
  try {
    const found = await complete(commands, words.length > 0 ? words : [''], {
      tenants: () => names('tenants'),
      plans: () => names('plans'),
      profiles: async () => [DEMO_PROFILE, ...Object.keys((await readConfiguration({ configFolder })).profiles)],
    });
    write(candidateLines(found));
    return true;
  } catch {
    return false;
  }
};
