import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Finding } from '../finding.ts';
import { runPython } from '../python.ts';
import type { Stack } from '../templates/every-stack.ts';
import { fileOf } from '../templates/files.ts';
import { ROOT } from '../templates/root.ts';

const FOLDER = path.join(ROOT, '.local/judges/cfn-lint-cache');
/** What cfn-lint answers of each file, by the versions that it consists of. */
const REQUIREMENTS = readFileSync(path.join(ROOT, 'judges/cfn-lint/requirements.txt'), 'utf8');

/** What we use of cfn-lint's JSON. */
interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}
/** Characters of a message: some list every value that would be allowed. */
const LONGEST = 300;
type Verdict = readonly { readonly rule: string; readonly path: string; readonly says: string }[];

interface Template {
  readonly stack: Stack;
  /** Written for cfn-lint, and kept: what it said of the same text in the same region is not asked again. */
  readonly file: string;
  readonly verdictFile: string;
}
const templateOf = (stack: Stack): Template => {
  const hash = createHash('sha256').update(`${REQUIREMENTS}\0${stack.region}\0${stack.body}`).digest('hex').slice(0, 32);
  const file = path.join(FOLDER, `${hash}.template${path.extname(fileOf(stack))}`);
  return { stack, file, verdictFile: path.join(FOLDER, `${hash}.verdict.json`) };
};
const keptVerdict = ({ verdictFile }: Template): Verdict | undefined => {
  try {
    return JSON.parse(readFileSync(verdictFile, 'utf8')) as Verdict;
  } catch {
    return undefined;
  }
};

/** Renamed, so that a run at the same time reads all of it or nothing. */
const write = (file: string, text: string): void => {
  const writing = `${file}.${process.pid}`;
  writeFileSync(writing, text);
  renameSync(writing, file);
};

/** One process for all templates of a region: starting cfn-lint takes as long as some templates. */
const ask = async (region: string, templates: readonly Template[]): Promise<void> => {
  for (const { file, stack } of templates) write(file, stack.body);
  const files = templates.map(({ file }) => file);
  const { stdout, stderr } = await runPython('cfn-lint', [
    '-c',
    'from cfnlint.runner import main; main()',
    '--format',
    'json',
    '--regions',
    region,
    '--',
    ...files,
  ]);
  let matches: readonly Match[];
  try {
    matches = JSON.parse(stdout) as readonly Match[];
  } catch (cause) {
    throw new Error(`cfn-lint gave no answer: ${stderr.slice(-2_000)}`, { cause });
  }
  const strange = matches.find(({ Filename }) => !files.includes(path.resolve(ROOT, Filename)));
  if (strange) throw new Error(`cfn-lint speaks of ${strange.Filename}, which it was not asked about: ${strange.Message}`);
  for (const { file, verdictFile } of templates) {
    const verdict: Verdict = matches
      .filter(({ Filename }) => path.resolve(ROOT, Filename) === file)
      .map(({ Rule, Location, Message }) => ({ rule: Rule.Id, path: (Location.Path ?? []).join('/'), says: Message.slice(0, LONGEST) }));
    write(verdictFile, JSON.stringify(verdict));
  }
};

/** What cfn-lint has against templates, each in the region that it is for. */
export const cfnLint = async (stacks: readonly Stack[]): Promise<readonly Finding[]> => {
  mkdirSync(FOLDER, { recursive: true });
  const templates = stacks.map(templateOf);
  const changed = templates.filter((template) => keptVerdict(template) === undefined);
  const regions = [...new Set(changed.map(({ stack }) => stack.region))];
  await Promise.all(
    regions.map((region) =>
      ask(
        region,
        changed.filter(({ stack }) => stack.region === region),
      ),
    ),
  );
  return templates.flatMap((template) => {
    const verdict = keptVerdict(template);
    const file = fileOf(template.stack);
    if (!verdict) throw new Error(`cfn-lint left no verdict of ${file}`);
    return verdict.map(({ rule, path: place, says }) => ({ judge: 'cfn-lint' as const, rule, where: `${file} ${place}`, says }));
  });
};
