import { outcomeOf } from '../outcome.ts';
import { type Found, refusalOf, type Source } from './found.ts';

const LINK = 'docs/runbook.md#a-tenant-was-rolled-back';
/** Those who asked for the tenant have looked by then; lists show the outcome for good. Milliseconds. */
const REMEMBERED = 7 * 24 * 60 * 60_000;

/** An on-boarding that failed for good: while it is removed, and then until somebody has acknowledged it. */
export const rolledBack: Source = (history) => {
  const outcome = outcomeOf(history);
  const { StageFailed: failed, TenantOffboarding: decided, TenantOffboarded: gone } = history.latest;
  const since = history.first.StageFailed ?? decided?.at;
  if (since === undefined || (outcome !== 'failed' && outcome !== 'rolledBack')) return [];
  const {
    stage,
    step,
    call = '',
    code = '',
    message = '',
  } = (failed?.detail ?? {}) as Partial<NonNullable<Found['failure']>> & { stage?: string };
  const what = stage && step ? `Stage ${stage} failed at ${step}: ${refusalOf({ call, code })}` : 'Its on-boarding failed';
  const advice = gone
    ? 'Remove the cause, then on-board the tenant again: its name is free.'
    : 'Nothing: everything that it created is being removed automatically. Its name is free again afterwards.';
  return [
    {
      kind: 'rolledBack',
      ...(step ? { step } : {}),
      since,
      reason: `${what}. ${gone ? 'Everything that it created is removed.' : 'Everything that it created is being removed.'}`,
      ...(step ? { failure: { step, call, code, message, advice } } : {}),
      advice: `${advice} ${LINK}`,
      action: gone ? 'onboardAgain' : 'look',
      link: LINK,
      ...(gone ? { until: new Date(Date.parse(gone.at) + REMEMBERED).toISOString() } : {}),
    },
  ];
};
