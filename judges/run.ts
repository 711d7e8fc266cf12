import type { Judged } from './configurations.ts';
import { type Exception, type Finding, type Judge, settle, textOf } from './finding.ts';

export type Judging = (stacks: readonly Judged[]) => Promise<readonly Finding[]>;
export interface Sum {
  readonly passed: number;
  readonly failed: number;
}

/** What is wrong by one judge: findings that nobody accepts, exceptions that nothing needs, or why it could not judge. */
const problemsOf = async (
  name: Judge,
  judging: Judging,
  stacks: readonly Judged[],
  exceptions: readonly Exception[],
): Promise<{ readonly problems: readonly string[]; readonly accepted: number }> => {
  try {
    const findings = await judging(stacks);
    const { open, unused } = settle(findings, exceptions, [name]);
    const problems = [
      ...open.map((finding) => `${finding.rule} ${textOf(finding)}`),
      ...unused.map(({ rule, of }) => `no finding is left for the exception ${rule} ${of.source}`),
    ];
    return { problems, accepted: findings.length - open.length };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)], accepted: 0 };
  }
};

/** Lets judges read all stacks, one after the other. A line per judge, and one per problem before it. */
export const runJudges = async (
  judges: Readonly<Partial<Record<Judge, Judging>>>,
  stacks: readonly Judged[],
  exceptions: readonly Exception[],
  log: (line: string) => void,
): Promise<Sum> => {
  let [passed, failed] = [0, 0];
  for (const [name, judging] of Object.entries(judges)) {
    const started = performance.now();
    const { problems, accepted } = await problemsOf(name as Judge, judging, stacks, exceptions);
    for (const problem of problems) log(`  ${problem}`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    log(
      `${problems.length === 0 ? 'ok    ' : 'FAILED'} ${name}: ${problems.length} problems, ${accepted} findings accepted (${seconds} s)`,
    );
    if (problems.length === 0) passed += 1;
    else failed += 1;
  }
  return { passed, failed };
};
