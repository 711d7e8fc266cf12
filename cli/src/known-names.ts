import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Names of a deployment, as its API last said them. */
export interface KnownNames {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly tenants: readonly string[];
  readonly plans: readonly string[];
}
type All = Readonly<Record<string, KnownNames>>;
/** The folder of what may be deleted at any time: `$XDG_CACHE_HOME`, by default `~/.cache`. */
interface Place {
  readonly cacheFolder: string;
}
/** Older ones are told once more while newer ones are asked for. Milliseconds. */
export const FRESH = 60_000;
/** Older ones are forgotten. Milliseconds. */
const KEPT = 7 * 86_400_000;

const fileOf = ({ cacheFolder }: Place): string => path.join(cacheFolder, 'tenantry', 'names.json');
const isNames = (value: unknown): value is KnownNames =>
  typeof value === 'object' &&
  value !== null &&
  'at' in value &&
  'tenants' in value &&
  Array.isArray(value.tenants) &&
  'plans' in value &&
  Array.isArray(value.plans);

const read = async (place: Place): Promise<All> => {
  try {
    const all = JSON.parse(await readFile(fileOf(place), 'utf8')) as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(all).flatMap(([url, names]) => (isNames(names) ? [[url, names]] : [])));
  } catch {
    return {};
  }
};

/** Undefined where none are kept, or they are too old. @param now epoch milliseconds */
export const knownNames = async (place: Place, apiUrl: string, now: number): Promise<KnownNames | undefined> => {
  const found = (await read(place))[apiUrl];
  return found && now - found.at < KEPT ? found : undefined;
};

/** What a shell may be given: it runs what is in other characters. */
const plain = (names: readonly string[]): readonly string[] => names.filter((name) => /^[\w.@-]{1,128}$/.test(name));

/** Keeps names for the next Tab, readable by their owner alone. */
export const keepNames = async (place: Place, apiUrl: string, names: KnownNames): Promise<void> => {
  const file = fileOf(place);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const all = { ...(await read(place)), [apiUrl]: { ...names, tenants: plain(names.tenants), plans: plain(names.plans) } };
  const written = `${file}.${process.pid}`;
  await writeFile(written, JSON.stringify(all), { mode: 0o600 });
  await rename(written, file);
};

/** Forgets all of them: who has signed out leaves no names of tenants behind. */
export const forgetNames = (place: Place): Promise<void> => rm(fileOf(place), { force: true });
