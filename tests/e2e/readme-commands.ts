import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../laptop/src/paths.ts';

/** Where a README finds the laptop's profiles, whatever folder it is read in. */
export const PROFILES = '$PWD/../../.local/aws/config';

export interface ReadmeCommands {
  /** Exports variables for all that follow. */
  readonly before: string;
  /** In order, without what is said of them. */
  readonly commands: readonly string[];
}

/** What the README of a service asks to be typed in its folder, in the block that runs its functions by hand. */
export const readmeCommands = (service: string): ReadmeCommands => {
  const text = readFileSync(path.join(ROOT, 'services', service, 'README.md'), 'utf8');
  const block = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .map(([, lines = '']) => lines)
    .find((lines) => lines.includes('serverless invoke local'));
  const [before = '', ...commands] = (block ?? '').trim().split('\n');
  return { before, commands: commands.map((line) => line.replace(/\s+#.*$/, '')) };
};
