import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { breaches, breachLine, type Schemas } from '../compatibility.ts';
import type { AnyEventDefinition } from '../event.ts';
import { type Files, generatedFiles, schemaFiles, stale } from './files.ts';
import type { JsonSchema } from './json-schema.ts';

/** `write` the generated files; `check` that they are up to date; `accept` also takes the events as the new baseline. */
export type Mode = 'write' | 'check' | 'accept';

export interface Outcome {
  /** Paths written or removed, relative to the package. */
  readonly changed: readonly string[];
  /** Each a line for a person; the command fails when there is one. */
  readonly problems: readonly string[];
  /** Events that differ from the baseline, additively. */
  readonly unaccepted: readonly string[];
}

/**
 * Brings `generated/` and, when accepting, `baseline/` in line with the events.
 * @param root directory of the package
 */
export const generate = (root: string, events: readonly AnyEventDefinition[], version: string, mode: Mode): Outcome => {
  const wanted = { generated: generatedFiles(events, version), baseline: schemaFiles(events) };
  const actual = { generated: filesIn(join(root, 'generated')), baseline: filesIn(join(root, 'baseline')) };
  const old = {
    generated: stale(wanted.generated, actual.generated),
    baseline: stale(wanted.baseline, actual.baseline),
  };
  const broken = breaches(schemasOf(actual.baseline), schemasOf(wanted.baseline)).map(breachLine);
  if (mode === 'check') {
    const lines = old.generated.map((path) => `generated/${path} is out of date: run npm run generate`);
    return { changed: [], problems: [...lines, ...broken], unaccepted: old.baseline };
  }
  write(join(root, 'generated'), wanted.generated, old.generated);
  const written = old.generated.map((path) => `generated/${path}`);
  if (mode === 'write' || broken.length > 0) return { changed: written, problems: broken, unaccepted: old.baseline };
  write(join(root, 'baseline'), wanted.baseline, old.baseline);
  return { changed: [...written, ...old.baseline.map((path) => `baseline/${path}`)], problems: [], unaccepted: [] };
};

const filesIn = (directory: string): Files => {
  let entries: ReturnType<typeof list>;
  try {
    entries = list(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(directory, path), readFileSync(path, 'utf8')]),
  );
};
const list = (directory: string) => readdirSync(directory, { recursive: true, withFileTypes: true });

const write = (directory: string, wanted: Files, paths: readonly string[]): void => {
  for (const path of paths) {
    const content = wanted.get(path);
    const file = join(directory, path);
    if (content === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
  }
};

const schemasOf = (files: Files): Schemas =>
  new Map([...files].map(([path, content]) => [path.replace(/\.json$/, ''), JSON.parse(content) as JsonSchema]));
