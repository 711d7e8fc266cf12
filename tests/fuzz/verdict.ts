import type { Fuzzed } from './schemathesis.ts';

export interface FuzzVerdict {
  /** A line for each caller, and the sum. */
  readonly lines: readonly string[];
  /** Routes, per caller, whose every answer was as it should be; and those with one that was not. */
  readonly passed: number;
  readonly failed: number;
}

/** What became of every route for every caller. A run that ended without an answer to a route has failed it. */
export const verdictOf = (routes: readonly string[], runs: readonly Fuzzed[]): FuzzVerdict => {
  const judged = runs.map((run) => {
    const failed = new Set(run.failed);
    for (const route of routes) if (!run.answers.some((answer) => answer.endsWith(` ${route}`))) failed.add(route);
    // Whatever else went wrong: an error of Schemathesis's own names no route.
    if (run.code !== 0 && failed.size === 0) failed.add('');
    return { run, failed: failed.size, passed: routes.filter((route) => !failed.has(route)).length };
  });
  const sum = (count: (one: (typeof judged)[number]) => number): number => judged.reduce((total, one) => total + count(one), 0);
  return {
    lines: [
      ...judged.map(({ run: { caller, answers, seconds }, failed }) => {
        const done = routes.filter((route) => answers.some((answer) => answer.startsWith('2') && answer.endsWith(` ${route}`)));
        const end = [`2xx on ${done.length} routes`, `${seconds.toFixed(0)} s`, ...(failed > 0 ? [`${failed} FAILED`] : [])];
        return line(caller, answers, end.join(', '));
      }),
      line(
        'all',
        runs.flatMap(({ answers }) => answers),
        `${routes.length} routes`,
      ),
    ],
    passed: sum((one) => one.passed),
    failed: sum((one) => one.failed),
  };
};

const line = (caller: string, answers: readonly string[], end: string): string => {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer.slice(0, 3), (counts.get(answer.slice(0, 3)) ?? 0) + 1);
  const statuses = [...counts].sort().map(([status, count]) => `${count} × ${status}`);
  return `${caller.padEnd(9)} ${String(answers.length).padStart(5)} cases: ${statuses.join(', ')} (${end})`;
};
