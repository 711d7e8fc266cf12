import type { Answer, Follows } from '@tenantry/shared/testing/answers';
import { holds, type RowResult } from './row-run.ts';
import { nameOf, type Row } from './rows.ts';

/** The heading under which the page of reliability has the answers matrix, to its end. */
export const ANSWERS_HEADING = '## Answers of AWS';

const KINDS: readonly Follows['kind'][] = ['waits', 'tries again', 'repairs', 'stalls', 'terminal'];
const cellText = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const said = (answer: Answer): string => {
  if (!('code' in answer)) return nameOf(answer);
  const more = Object.entries(answer.details ?? {}).map(([name, value]) => `${name} ${String(value)}`);
  return [answer.code, ...more].join(', ');
};

const followsText = (follows: Follows): string => {
  switch (follows.kind) {
    case 'waits':
      return `waits: “${follows.reason}”`;
    case 'repairs':
      return `repairs (${follows.by})`;
    case 'stalls':
    case 'terminal':
      return `${follows.kind}: “${follows.advice}”`;
    default:
      return follows.kind;
  }
};

/** All cells of a row but its result: what tells it from another, and from itself before it was changed. */
const rowText = (row: Row): string => {
  const way = row.direction === 'forward' ? 'forth' : row.from === 'rollback' ? 'back, rolled back' : 'back';
  const cells = [`\`${row.step}\``, way, row.call, said(row.answer), followsText(row.follows), `[source](${row.source})`];
  return `| ${cells.map(cellText).join(' | ')} |`;
};

/** What a page says of rows already: a result stays, with its commit, until its row is run again or is another. */
const resultsIn = (page: string): ReadonlyMap<string, string> => {
  const commit = /run at commit (\w+)/.exec(page)?.[1] ?? 'unknown';
  return new Map(
    page.split('\n').flatMap((line): readonly (readonly [string, string])[] => {
      const [, row = '', shows = '', at] = /^(\| .+ \|) (holds|\*\*does not hold\*\*)( at \w+)? \|$/.exec(line) ?? [];
      return row === '' ? [] : [[row, `${shows}${at ?? ` at ${commit}`}`]];
    }),
  );
};

/**
 * The part of the page that shows the rows, where each comes from, and what became of it.
 * @param before that part as it is: rows that have not been run again keep what it says, with the commit
 */
export const answersPart = (rows: readonly Row[], all: readonly RowResult[], commit: string, cores: number, before = ''): string => {
  const earlier = resultsIn(before);
  const byId = new Map(all.map((result) => [result.row, result]));
  const resultOf = ({ id, digest }: Row) => {
    const result = byId.get(id);
    return result?.digest === digest ? result : undefined;
  };
  const run = rows.flatMap((row) => resultOf(row) ?? []);
  const wrong = run.filter((result) => !holds(result));
  const shown = (row: Row): string => {
    const [text, result] = [rowText(row), resultOf(row)];
    return `${text} ${result === undefined ? (earlier.get(text) ?? 'not run') : holds(result) ? 'holds' : '**does not hold**'} |`;
  };
  const kept = rows.filter((row) => resultOf(row) === undefined && earlier.has(rowText(row))).length;
  const count = (isMeant: (row: Row) => boolean) => rows.filter(isMeant).length;
  const counts = KINDS.map((kind) => {
    const [forth, back] = (['forward', 'backward'] as const).map((way) =>
      count(({ direction, follows }) => direction === way && follows.kind === kind),
    );
    return `| ${kind} | ${forth} | ${back} |`;
  });
  return `${ANSWERS_HEADING}

${run.length} of ${rows.length} rows have been run at commit ${commit} on ${cores} cores; **${run.length - wrong.length} of ${run.length} hold.**${kept > 0 ? ` ${kept} have the result of the commit that they name.` : ''}

A **row** is what AWS answers to one call when something is not as it should be: a code with its message and members, or a request that AWS takes and that fails later. It lies beside the step that makes the call (\`services/*/src/steps/*.answers.ts\`), with its source and what must follow. A tenant is taken to the answer through the deployed services, there (\`forth\`) or back. While the cause lasts, it must stand as the row says: **waits** (the timeline has the reason), **tries again**, **repairs** (by the call named), **stalls** (the failure names call, code and the advice quoted, with a link that exists; no account is closed or about to be), or is **terminal** (it is taken back, its account closed once). Then the cause goes; where a person has to, the stage is retried. Each tenant then becomes ready with exactly one of everything, and is off-boarded with nothing left.

| Follows | Rows forth | Rows back |
|---|---:|---:|
${counts.join('\n')}

| Step | Way | Call | Answer | Follows | Source | Result |
|---|---|---|---|---|---|---|
${rows.map(shown).join('\n')}

${wrong.length === 0 ? '' : `### Not as the row says\n\n${wrong.map(({ row, complaints }) => `- \`${row}\`: ${complaints.join('; ').replaceAll('\n', ' ').slice(0, 600)}`).join('\n')}\n\n`}Reproduce: all with \`npm run test:faults -- --answers\`, one with \`npm run test:faults -- --row ${rows[0]?.id ?? ''}\`, what has no result for these sources with \`npm run test:faults -- --answers --resume\`. \`npm test\` runs three (\`tests/e2e/matrix-slices.aws.test.ts\`), \`npm run test:long\` a slice of twenty.
`;
};
