import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CommandError, EXIT } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

export interface Downloaded {
  readonly name: string;
  readonly bytes: number;
  /** Hexadecimal, of what was saved. */
  readonly sha256: string;
}

const AGAIN = 'ask again: its address works for some minutes';

/**
 * Saves a file that its owner alone may read, as it comes: an export may be larger than the memory.
 * @param file its name, and an address that somebody signed: it takes no token of ours
 * @throws CommandError when the address does not answer with it, or the name leads out of the folder
 */
export const downloaded = async (
  { fetch: send }: Pick<Terminal, 'fetch'>,
  folder: string,
  { name, url }: { readonly name: string; readonly url: string },
): Promise<Downloaded> => {
  const target = path.resolve(folder, name);
  if (!target.startsWith(path.resolve(folder) + path.sep))
    throw new CommandError(EXIT.failed, `${name} leads out of ${folder}: it is not saved`);
  const response = await send(url).catch((error: unknown) => {
    throw new CommandError(EXIT.unavailable, `${name} could not be fetched`, AGAIN, error);
  });
  if (!response.ok || !response.body) throw new CommandError(EXIT.failed, `${name} could not be fetched: ${response.status}`, AGAIN);
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  await pipeline(counted(response.body), createWriteStream(target, { mode: 0o600 }));
  return { name, bytes, sha256: hash.digest('hex') };
};
