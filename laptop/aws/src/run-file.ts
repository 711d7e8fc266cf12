import { randomBytes } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

/** What the deployed state refers to and the next run must offer again: templates keep the database's address and password. */
export interface RunFile {
  /** Where clusters say that they are; PostgreSQL itself has another port in each run. */
  readonly postgresPort: number;
  readonly postgresPassword: string;
}

const fileOf = (stateDir: string): string => path.join(stateDir, 'run.json');

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A free port of five digits, below the range from which systems hand out ports for connections. */
const choosePort = async (): Promise<number> => {
  for (;;) {
    const port = 20_000 + (randomBytes(2).readUInt16BE() % 12_000);
    if (await isFree(port)) return port;
  }
};

/** The files of a saved state that may name the database's port. */
const stateFiles = async (stateDir: string): Promise<string[]> => {
  const folder = path.join(stateDir, 'emulator');
  const names = await readdir(folder).catch(() => []);
  return [
    path.join(stateDir, 'gateway', 'gateway.json'),
    ...names.filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name)),
  ];
};

/** A state that was saved with another port for the database: the number is replaced wherever it stands alone. */
const replacePort = async (stateDir: string, from: number, to: number): Promise<void> => {
  const alone = new RegExp(`(?<![\\d.])${from}(?!\\d)`, 'g');
  for (const file of await stateFiles(stateDir)) {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text?.includes(String(from))) await writeFile(file, text.replace(alone, String(to)));
  }
};

/** What the saved state of this folder needs; its database port moves to a free one when it is taken. */
export const readRunFile = async (stateDir: string): Promise<RunFile> => {
  const text = await readFile(fileOf(stateDir), 'utf8').catch(() => undefined);
  if (text === undefined) return { postgresPort: await choosePort(), postgresPassword: randomBytes(12).toString('hex') };
  const saved = JSON.parse(text) as RunFile;
  if (await isFree(saved.postgresPort)) return saved;
  const postgresPort = await choosePort();
  await replacePort(stateDir, saved.postgresPort, postgresPort);
  return { ...saved, postgresPort };
};

export const writeRunFile = (stateDir: string, run: RunFile): Promise<void> => writeFile(fileOf(stateDir), JSON.stringify(run));
