import { existsSync, writeFileSync } from 'node:fs';
import { ROOT, readRepository } from './generated-files.ts';

interface Said {
  readonly same: string;
  /** Without a breach. */
  readonly changed: string;
}

/**
 * Compares what is here with its baseline, which is what was released. Every breach is an error, and the command fails; without one,
 * `--accept` makes what is here the baseline.
 * @param file of the baseline, JSON, from the repository's root
 * @param breaches one line for each, for a person
 */
export const keepBaseline = <T>(file: string, current: T, breaches: (baseline: T, current: T) => readonly string[], says: Said): void => {
  const text = `${JSON.stringify(current, null, 2)}\n`;
  const accepted = existsSync(new URL(file, ROOT)) ? readRepository(file) : undefined;
  const broken = accepted === undefined ? [] : breaches(JSON.parse(accepted) as T, current);
  for (const line of broken) console.error(line);
  if (broken.length > 0) {
    process.exitCode = 1;
  } else if (text === accepted) {
    console.log(says.same);
  } else if (process.argv.includes('--accept')) {
    writeFileSync(new URL(file, ROOT), text);
    console.log(`wrote ${file}`);
  } else {
    console.log(`${says.changed} Once released: npm run generate -- --accept`);
  }
};
