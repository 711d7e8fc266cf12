import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { STAGE_QUEUES } from '@tenantry/saga/stages';
import { ROOT } from '../../laptop/src/paths.ts';
import { ANSWERS_HEADING, answersPart } from './answers/answers-page.ts';
import type { Row } from './answers/rows.ts';
import { type CaseResult, isSound } from './case-run.ts';
import { casesOf, type FaultCase, KINDS } from './cases.ts';
import type { Results } from './results.ts';

interface Line {
  readonly name: string;
  readonly cases: readonly FaultCase[];
}
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

const lineOf = ({ name, cases }: Line, results: ReadonlyMap<string, CaseResult>): string => {
  const run = cases.flatMap(({ id }) => results.get(id) ?? []);
  const columns = [
    name,
    cases.length,
    run.length,
    run.filter(({ struck }) => struck > 0).length,
    run.filter(({ end }) => end === 'offboarded').length,
    run.filter(({ end }) => end === 'rolled back').length,
    run.filter(({ end }) => end === 'not converged').length,
    sum(run.map(({ leaks }) => leaks.length)),
    sum(run.map(({ duplicates }) => duplicates.length)),
    run.length > 0 ? median(run.map(({ seconds }) => seconds)).toFixed(0) : '',
  ];
  return `| ${columns.join(' | ')} |`;
};

const table = (title: string, rows: readonly Line[], results: ReadonlyMap<string, CaseResult>): string =>
  [
    `| ${title} | Cases | Run | Fault met | Ready, then off-boarded | Rolled back | Not converged | Left behind | Too many or too few | Median s |`,
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...rows.filter(({ cases }) => cases.length > 0).map((row) => lineOf(row, results)),
  ].join('\n');

const MEANINGS: Readonly<Record<(typeof KINDS)[number], string>> = {
  error: 'error before the effect',
  drop: 'connection lost after the effect',
  throttle: 'throttled, more often than the SDK repeats',
  kill: "the function's process killed after the effect",
  refuse: 'the step refused for good',
};

/** The page of a matrix and its results. */
const reliabilityPage = (cases: readonly FaultCase[], all: readonly CaseResult[], commit: string, cores: number): string => {
  const results = new Map(all.map((result) => [result.faultCase, result]));
  const run = cases.flatMap(({ id }) => results.get(id) ?? []);
  const unsound = run.filter((result) => !isSound(result));
  const stages = ['forward', 'backward'].flatMap((direction) =>
    STAGE_QUEUES.map((stage) => ({
      name: `${stage}, ${direction}`,
      cases: cases.filter(({ site }) => site.direction === direction && site.stage === stage),
    })),
  );
  const kinds = KINDS.map((kind) => ({ name: MEANINGS[kind], cases: cases.filter((faultCase) => faultCase.kind === kind) }));
  return `# Reliability

Written by \`npm run test:faults\`; do not edit. ${run.length} of ${cases.length} cases have been run at commit ${commit} on ${cores} cores.

A **case** is one tenant, on-boarded and off-boarded through the deployed services, with one fault at one AWS call on its way. The calls are recorded from a tenant to whom nothing happens: every place in the product (step, or the runner around the steps) from which an AWS operation is called, forward and backward. Each meets an error before the effect, a connection lost after it, throttling, and the death of its process after it; and each step of on-boarding is refused for good once. A case while building and one on removal share a tenant; if anything is wrong with it, each is run again alone.

A case is **sound** when the tenant became ready and was off-boarded, or was rolled back; when it had exactly one of everything while it was ready; when Describe and List calls in every account find nothing of it at the end; when no refusal of a wrong order by AWS was taken for success; and when no message of it became a dead letter.

## Results

**${run.length - unsound.length} of ${run.length} cases run are sound.** ${cases.length - run.length === 0 ? '' : `${cases.length - run.length} cases have not been run at this commit.`}

${table('Fault', kinds, results)}

${table('Stage and direction', stages, results)}

${unsound.length === 0 ? '' : `## Not sound\n\n${unsound.map(describeUnsound).join('\n')}\n\n`}## Reproduce

- One case: \`npm run test:faults -- --case ${cases[0]?.id ?? ''}\`
- All ids: \`npm run test:faults -- --list\`
- A slice over all stages, directions and kinds, the same every time: \`npm run test:faults -- --sample 60\`
- The whole, as long as there is time, and later the rest: \`npm run test:faults -- --limit-minutes 60\`, then \`npm run test:faults -- --resume\`

Results are kept in \`.local/faults\` under the hash of the sources that decide them: the product, the laptop with its rules, and the matrix itself. \`npm test\` runs a slice of eight cases (\`tests/e2e/matrix-slices.aws.test.ts\`); \`npm run test:nightly\` runs 10,000 histories of the saga's property test and the whole matrix; \`npm run test:load\` on-boards and removes twenty tenants in random order with random kills.
`;
};

const describeUnsound = ({ faultCase, end, duplicates, leaks, complaints }: CaseResult): string =>
  `- \`${faultCase}\`: ${[end, ...duplicates, ...leaks, ...complaints].join('; ').replaceAll('\n', ' ').slice(0, 600)}`;

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
};

const PAGE = path.join(ROOT, 'docs/reliability.md');

/** The page's two parts as they stand: each run writes its own, and keeps the other with the commit that it names. */
const partsOf = async (): Promise<readonly [faults: string, answers: string]> => {
  const page = await readFile(PAGE, 'utf8').catch(() => '');
  const at = page.indexOf(ANSWERS_HEADING);
  return at < 0 ? [page, ''] : [page.slice(0, at), page.slice(at)];
};

/** Writes the matrix of faults into docs/reliability.md, from what is known of these sources. */
export const writeReliabilityPage = async (results: Results): Promise<void> => {
  const clean = await results.clean();
  if (!clean) return;
  const [, answers] = await partsOf();
  const page = reliabilityPage(casesOf(clean.sites), await results.all(), commit(), cpus().length);
  await writeFile(PAGE, answers === '' ? page : `${page}\n${answers}`);
};

/** Writes the answers matrix into docs/reliability.md, from what is known of these sources. */
export const writeAnswersPart = async (rows: readonly Row[], results: Results): Promise<void> => {
  const [faults, before] = await partsOf();
  await writeFile(PAGE, `${faults.trimEnd()}\n\n${answersPart(rows, await results.rows(), commit(), cpus().length, before)}`);
};
