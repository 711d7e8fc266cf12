import { type Expected, expectedOf } from '../expected.ts';
import type { Found, Source } from './found.ts';

const LINK = 'docs/runbook.md#a-tenant-is-quiet';

/** Of what nothing was heard for longer than it should take: attention from the time on by which something is expected. */
export const quiet: Source = (history) => {
  const expected = expectedOf(history);
  return expected ? [quietIn(expected)] : [];
};

export const quietIn = ({ stage, step, since, until, advice, action = 'look' }: Expected): Found => ({
  kind: 'quiet',
  stage,
  ...(step ? { step } : {}),
  since,
  reason: `Nothing was heard of stage ${stage}${step ? ` at ${step}` : ''} for longer than it should take.`,
  advice,
  action,
  link: LINK,
  from: until,
});
