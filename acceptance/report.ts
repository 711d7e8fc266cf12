import { VERSION } from '@tenantry/events-schema/generated/version';
import type { Comparison, Difference } from './compare.ts';
import type { Reference } from './reference.ts';
import { isPassing } from './shape.ts';
import type { SeenCall, Trace } from './trace.ts';

/** What a report is made of: names that the code has, codes and numbers, so that it can be sent to others as it is. */
export interface Findings {
  readonly trace: Trace;
  readonly comparison: Comparison;
  readonly reference: Reference;
  readonly outdated: readonly string[];
  /** Whether the tenant came to its end. */
  readonly isWhole: boolean;
}

/** Said in the report, and in docs/deploy.md. */
const NOT_COVERED = [
  'Calls that CloudFormation makes itself: of the stacks of the landing zone, of the services, and of every release of a tenant.',
  'Calls that CodePipeline and CodeBuild make themselves, with everything that runs in a build.',
  'Calls that CloudFront, EventBridge, Lambda and other services make to each other.',
  'Messages of errors and everything else that AWS says besides its code.',
];

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  rows.length === 0
    ? 'none\n'
    : `| ${head.join(' | ')} |\n|${head.map(() => '---|').join('')}\n${rows.map((row) => `| ${row.join(' | ')} |\n`).join('')}`;

const ORDERED = ', then ';
const differenceRow = ({ step, round, kind, what }: Difference) => [
  step,
  round || 'outside of a step',
  kind,
  what.join(kind === 'another order' ? ORDERED : ', '),
];

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const sentAgain = (calls: readonly SeenCall[]): number => calls.reduce((sum, { attempts }) => sum + attempts - 1, 0);
const byService = (calls: readonly SeenCall[]) =>
  [...Map.groupBy(calls, ({ call }) => call.split(' ')[0] ?? '')]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([service, own]) => [
      service,
      own.length,
      sentAgain(own),
      own.filter(({ code }) => isPassing(code)).length,
      median(own.map(({ ms }) => ms)),
      Math.max(...own.map(({ ms }) => ms)),
    ]);
const passing = (calls: readonly SeenCall[]) =>
  [
    ...Map.groupBy(
      calls.filter(({ code }) => isPassing(code)),
      ({ step, call, code }) => `${step}|${call} ${code}`,
    ),
  ]
    .sort()
    .map(([key, own]) => [...key.split('|'), own.length]);

/** The report as Markdown. */
export const reportText = ({ trace, comparison, reference, outdated, isWhole }: Findings): string => {
  const { differences, waits, isRealTime } = comparison;
  const { calls } = trace;
  return [
    '# Acceptance\n',
    `Tenantry ${VERSION}. ${isWhole ? 'The run came to its end.' : '**The run did not come to its end**: what is missing is no difference.'} ` +
      `${calls.length} calls of AWS, compared with ${reference.runs} runs on a laptop. ` +
      'It holds names of steps and of AWS operations, codes and numbers, and no account, name, address or id: it can be sent to others as it is.\n',
    ...(outdated.length > 0
      ? [`The reference is older than these stages, which may differ for that reason: ${outdated.join(', ')}.\n`]
      : []),
    `## Differences: ${differences.length}\n`,
    'A difference may come from the configuration: what it switches off has no calls.\n',
    table(['Step', 'Part', 'What', 'Which'], differences.map(differenceRow)),
    `## Waits${isRealTime ? '' : ' (on a clock that is not AWS’s: their length means nothing)'}\n`,
    table(
      ['Step', 'Seconds', 'Usually', 'Share'],
      waits.map(({ step, seconds, usual }) => [step, Math.round(seconds), usual, (seconds / usual).toFixed(2)]),
    ),
    '## Answers that pass: throttling, lost answers, another worker\n',
    table(['Step', 'Answer', 'Times'], passing(calls)),
    '## Calls\n',
    table(['Service', 'Calls', 'Sent again', 'Passing', 'Median ms', 'Longest ms'], byService(calls)),
    '## Not covered\n',
    `${NOT_COVERED.map((line) => `- ${line}\n`).join('')}`,
  ].join('\n');
};
