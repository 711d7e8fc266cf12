import { CHECKED_STAGES, type StageDrift, stageDriftOf } from '../drift.ts';
import { isWatched } from '../health.ts';
import { type TenantHistory, toldKey, whichOf } from '../history.ts';
import type { Found, Source } from './found.ts';

const LINK = 'docs/runbook.md#a-tenant-has-drifted';
const ADVICE = `See what differs, and who changed it (CloudTrail of that account); then repair it: the stage verifies every step, and what is right stays; ${LINK}`;
/** Differences that the sentence names. */
const NAMED = 3;

/** Stages that found something of a live tenant not as it should be, when they last looked. Only a look that finds nothing ends it. */
export const drifted: Source = (history) =>
  isWatched(history)
    ? CHECKED_STAGES.flatMap((stage) => {
        const drift = stageDriftOf(history, stage);
        return drift && drift.differences.length > 0 ? [foundIn(history, drift)] : [];
      })
    : [];

const foundIn = (history: TenantHistory, { stage, at, differences, isRepaired }: StageDrift): Found => {
  const told = history.latest[toldKey(whichOf({ kind: 'drifted', stage }))];
  const said = differences.slice(0, NAMED).map(({ step, is, type }) => `${type ?? step} is ${is}`);
  const more = differences.length > NAMED ? ` and ${differences.length - NAMED} more` : '';
  const [first] = differences;
  return {
    kind: 'drifted',
    stage,
    ...(first ? { step: first.step } : {}),
    // A later look that finds it still is no news.
    since: told?.name === 'TenantAttentionRaised' ? String(told.detail.since) : at,
    reason: `Not all that stage ${stage} has of it is as it should be: ${said.join(', ')}${more}.`,
    advice: ADVICE,
    action: 'repair',
    link: LINK,
    ...(isRepaired ? { isRetried: true } : {}),
  };
};
