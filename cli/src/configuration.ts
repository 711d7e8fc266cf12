import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CommandError, EXIT } from './exit-code.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Terminal } from './terminal.ts';
import type { Tokens } from './tokens.ts';

/** `~/.config/tenantry/config.json`. */
export interface Configuration {
  readonly defaultProfile?: string;
  readonly profiles: Readonly<Record<string, unknown>>;
}
type Place = Pick<Terminal, 'configFolder'>;

const folderOf = ({ configFolder }: Place): string => path.join(configFolder, 'tenantry');
const configurationFile = (place: Place): string => path.join(folderOf(place), 'config.json');

const readJson = async (file: string): Promise<unknown> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new CommandError(EXIT.failed, `${file} cannot be read: ${error.message}`, undefined, error);
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new CommandError(
      EXIT.failed,
      `${file} is no JSON: ${(error as Error).message}`,
      'mend it, or delete it and sign in again',
      error,
    );
  }
};

/** Only its owner may read it; it appears whole or not at all. */
const writePrivately = async (file: string, json: unknown): Promise<void> => {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written = `${file}.${process.pid}`;
  await writeFile(written, `${JSON.stringify(json, null, 2)}\n`, { mode: 0o600 });
  await chmod(written, 0o600);
  await rename(written, file);
};

export const readConfiguration = async (place: Place): Promise<Configuration> => {
  const { defaultProfile, profiles } = ((await readJson(configurationFile(place))) ?? {}) as Partial<Configuration>;
  return { ...(typeof defaultProfile === 'string' ? { defaultProfile } : {}), profiles: profiles ?? {} };
};

/** Keeps a profile; the first one becomes the default. */
export const saveProfile = async (place: Place, { name, ...profile }: Profile): Promise<void> => {
  const { defaultProfile = name, profiles } = await readConfiguration(place);
  await writePrivately(configurationFile(place), { defaultProfile, profiles: { ...profiles, [name]: profile } });
};

/** Tokens belong to one API and one client: changed profiles do not send them elsewhere. */
interface StoredTokens extends Tokens {
  readonly apiUrl: string;
  readonly clientId: string;
}

const tokensFile = (place: Place, name: string): string => path.join(folderOf(place), 'tokens', `${encodeURIComponent(name)}.json`);

export const readTokens = async (place: Place, { name, apiUrl, clientId }: Profile): Promise<Tokens | undefined> => {
  const stored = (await readJson(tokensFile(place, name))) as StoredTokens | undefined;
  return stored?.apiUrl === apiUrl && stored.clientId === clientId ? stored : undefined;
};
export const saveTokens = (place: Place, { name, apiUrl, clientId = '' }: Profile, tokens: Tokens): Promise<void> =>
  writePrivately(tokensFile(place, name), { apiUrl, clientId, ...tokens } satisfies StoredTokens);
/** Says whether there were any. */
export const deleteTokens = async (place: Place, { name }: Profile): Promise<boolean> => {
  const file = tokensFile(place, name);
  const existed = (await readJson(file).catch(() => true)) !== undefined;
  await rm(file, { force: true });
  return existed;
};

/** @throws CommandError when the configuration has no such profile, or it makes no sense */
export const configuredProfile = ({ profiles }: Configuration, name: string, place: Place): Profile => {
  if (profiles[name] === undefined) {
    const known = Object.keys(profiles);
    throw new CommandError(
      EXIT.usage,
      `there is no profile ${name} in ${configurationFile(place)}`,
      known.length > 0 ? `choose one of ${known.join(', ')}` : `make it: tenantry login <URL of the super admin console> --profile ${name}`,
    );
  }
  const profile = profileOf(name, profiles[name]);
  if (typeof profile === 'string') throw new CommandError(EXIT.usage, profile, `correct it in ${configurationFile(place)}`);
  return profile;
};
