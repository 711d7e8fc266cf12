import { TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { ReleaseRequested } from '@tenantry/events-schema/release';
import { StageStalled } from '@tenantry/events-schema/stages';
import { STAGES, type Stage } from '@tenantry/saga/stages';
import { compareFacts, type Fact } from '../fact.ts';
import { stageKey, stalledKey, type TenantHistory } from '../history.ts';
import { endsOf } from '../view.ts';
import { type Found, refusalOf, type Source } from './found.ts';

const LINK = 'docs/runbook.md#stalled-stage';
/** After which something is delivered to a live tenant. */
const RELEASES = [TenantVariablesChanged.name, ReleaseRequested.name];

/**
 * Stages that stalled and have not come past that step since. A retry under way ends it only there: the person who pressed it hears that it is
 * over when it is, and not as soon as something is tried.
 */
export const stalled: Source = (history) =>
  STAGES.flatMap((stage) => {
    const stall = stallOf(history, stage);
    return stall && !isPast(history, stage, stall) ? [foundIn(history, stage, stall)] : [];
  });

const stallOf = ({ latest }: TenantHistory, { name }: Stage): Fact | undefined => {
  const last = latest[stageKey(name)];
  // Histories of before this key existed have what the stage last said.
  return latest[stalledKey(name)] ?? (last?.name === StageStalled.name ? last : undefined);
};

const isPast = (history: TenantHistory, stage: Stage, stall: Fact): boolean => {
  const { latest } = history;
  const isAfter = (fact: Fact | undefined): boolean => fact !== undefined && compareFacts(fact, stall) > 0;
  // What could not be made need not be, once the tenant goes.
  if (latest.TenantOffboarded || isAfter(latest.TenantOffboarding)) return true;
  if (endsOf(history, stage).some(isAfter)) return true;
  const last = latest[stageKey(stage.name)];
  if (!last || !isAfter(last)) return false;
  if (last.name !== 'StageProgressed') return true;
  const order = stage.steps.map(({ name }) => name);
  const ahead = order.indexOf(String(last.detail.step)) - order.indexOf(String(stall.detail.step));
  if (ahead === 0) return last.detail.state === 'done';
  return last.detail.direction === 'remove' ? ahead < 0 : ahead > 0;
};

const foundIn = (history: TenantHistory, stage: Stage, stall: Fact): Found => {
  const { step, call, code, message = '', advice = '' } = stall.detail as unknown as NonNullable<Found['failure']>;
  const isRelease = isReleaseOf(history, stage, stall);
  const isRetried = history.latest[stageKey(stage.name)]?.name === 'StageProgressed';
  return {
    kind: isRelease ? 'releaseFailed' : 'stalled',
    stage: stage.name,
    step,
    since: stall.at,
    reason: isRelease
      ? `A release was not delivered: ${refusalOf({ call, code })} at ${step}. The tenant keeps what it had.`
      : `Stage ${stage.name} stalled at ${step}: ${refusalOf({ call, code })}.`,
    failure: { step, call, code, message, advice },
    advice,
    action: 'retry',
    link: /docs\/runbook\.md#[a-z0-9-]+/.exec(advice)?.[0] ?? LINK,
    ...(isRetried ? { isRetried: true } : {}),
  };
};

/** Whether it stalled over a release of a tenant that is live, which does not suffer by it. */
const isReleaseOf = ({ latest, first }: TenantHistory, { hears, ready = '' }: Stage, stall: Fact): boolean =>
  first.TenantReady !== undefined &&
  !latest.TenantOffboarding &&
  RELEASES.some((event) => {
    const asked = latest[event];
    const isOpen = asked !== undefined && asked.at > (latest[ready]?.at ?? '') && asked.at < stall.at;
    return hears.includes(event) && isOpen;
  });
