import type { InvitationRequested, TenantChanged, TenantRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import type { NetworkPeered } from '@tenantry/events-schema/network';
import type { AccountClosed, AccountClosingDated, TenantOffboarded } from '@tenantry/events-schema/offboard';
import { inForm } from '@tenantry/events-schema/variable-names';
import { FORWARD, STAGES } from '@tenantry/saga/stages';
import type { TenantState } from '../contract/fields.ts';
import type { StageView } from '../contract/stage-view.ts';
import type { TenantSummary } from '../contract/tenants.ts';
import { compareFacts, type Fact } from './fact.ts';
import { isOwnWord, stageKey, type TenantHistory } from './history.ts';
import { restsSince } from './hold.ts';
import { holdsOf } from './isolation.ts';
import { outcomeOf } from './outcome.ts';

type Known =
  | typeof TenantOffboarded
  | typeof AccountClosingDated
  | typeof AccountClosed
  | typeof InvitationRequested
  | typeof TenantRequested
  | typeof TenantVariablesChanged
  | typeof TenantChanged
  | typeof NetworkPeered;
type Heard<E extends Known> = Omit<DetailOf<E>, 'tenantId' | 'eventId' | 'causedBy' | 'at' | 'traceId'>;
const heard = <E extends Known>({ latest }: TenantHistory, name: E['name']): Heard<E> | undefined =>
  latest[name]?.detail as Heard<E> | undefined;

/** Where the tenant is in its life. Going back is for ever, so it goes before whatever else was heard. */
export const stateOf = (history: TenantHistory): TenantState => {
  const { latest, first } = history;
  if (latest.TenantOffboarded) return 'offboarded';
  if (latest.TenantOffboarding || latest.OffboardRequested) return 'offboarding';
  if (latest.TenantReady) return 'ready';
  if (latest.StageFailed) return 'failed';
  if (stalledStages(history).length > 0) return 'stalled';
  return latest.AccountReady || STAGES.some(({ name }) => first[stageKey(name)]) ? 'onboarding' : 'requested';
};

/** A tenant that is being removed, or gone: that is for ever. */
export const isGoing = (state: TenantState): boolean => state === 'offboarding' || state === 'offboarded';

/** Stages whose last word was that retries ran out: they wait for a person. */
export const stalledStages = (history: TenantHistory): readonly string[] =>
  STAGES.filter((stage) => history.latest[stageKey(stage.name)]?.name === 'StageStalled' && !finishOf(history, stage)).map(
    ({ name }) => name,
  );

/** The tenant as it was asked for, with the name and the plan that it has now; undefined while only later events were heard. */
export const requestOf = (history: TenantHistory): Heard<typeof TenantRequested> | undefined => {
  const asked = heard<typeof TenantRequested>(history, 'TenantRequested');
  return asked && { ...asked, ...heard<typeof TenantChanged>(history, 'TenantChanged') };
};

/** E-mail address of the tenant's administrator: as requested, or as last changed. Empty of a tenant that is gone. */
export const administratorOf = (history: TenantHistory): string =>
  heard<typeof InvitationRequested>(history, 'InvitationRequested')?.administrator?.email ?? requestOf(history)?.adminEmail ?? '';

/** The tenant's variables: as requested, or as last changed; by the names under which they are delivered. */
export const variablesOf = (history: TenantHistory): Readonly<Record<string, string>> =>
  inForm(heard<typeof TenantVariablesChanged>(history, 'TenantVariablesChanged')?.variables ?? requestOf(history)?.variables ?? {});

/** The range that the tenant has, or asked for; none once its network is gone. */
export const cidrOf = (history: TenantHistory): string | undefined => {
  if (history.latest.NetworkRemoved || history.latest.TenantOffboarded) return undefined;
  return heard<typeof NetworkPeered>(history, 'NetworkPeered')?.cidr ?? requestOf(history)?.cidr;
};

/** Range and cell that the tenant takes room of. */
export const placeOf = (history: TenantHistory): { readonly cidr?: string; readonly cell?: string } => {
  const cidr = cidrOf(history);
  const cell = history.latest.NetworkRemoved ? undefined : heard<typeof NetworkPeered>(history, 'NetworkPeered')?.cell;
  return { ...(cidr ? { cidr } : {}), ...(cell ? { cell } : {}) };
};

/** The range that the tenant had: nobody gets it for a while. */
export const restingRangeOf = (history: TenantHistory): { readonly restingCidr?: string; readonly restsSince?: string } => {
  const restingCidr = heard<typeof NetworkPeered>(history, 'NetworkPeered')?.cidr;
  const restsSince = history.latest.NetworkRemoved?.at;
  return restingCidr && restsSince ? { restingCidr, restsSince } : {};
};

export interface ClosingView {
  readonly state: 'queued' | 'closed';
  /** When it is expected, or was. */
  readonly at: string;
  readonly offboardedAt: string;
}
/** Where an off-boarded tenant's account is on its way to be closed; undefined when there is none to close. */
export const closingOf = (history: TenantHistory): ClosingView | undefined => {
  const over = heard<typeof TenantOffboarded>(history, 'TenantOffboarded');
  const offboardedAt = history.latest.TenantOffboarded?.at;
  if (!over || !offboardedAt) return undefined;
  const closed = heard<typeof AccountClosed>(history, 'AccountClosed');
  if (closed) return { state: 'closed', at: closed.closedAt, offboardedAt };
  const { state, closesAt = offboardedAt } = over.closing;
  if (state === 'closed') return { state, at: offboardedAt, offboardedAt };
  if (state !== 'queued') return undefined;
  const isLater = (history.latest.AccountClosingDated?.at ?? '') > offboardedAt;
  const moved = isLater ? heard<typeof AccountClosingDated>(history, 'AccountClosingDated')?.closesAt : undefined;
  return { state, at: moved ?? closesAt, offboardedAt };
};

export const summaryOf = (history: TenantHistory): TenantSummary => {
  // Of a tenant that is gone, what it was called is not kept.
  const { slug = '', name = slug, domain = '', plan = '' } = requestOf(history) ?? {};
  const { latest, first } = history;
  const accountId = latest.AccountReady?.detail.accountId as string | undefined;
  const activity = activityOf(history);
  const outcome = outcomeOf(history);
  return {
    tenantId: history.tenantId,
    slug,
    name,
    domain,
    plan,
    state: stateOf(history),
    ...(outcome ? { outcome } : {}),
    requestedAt: first.TenantRequested ?? '',
    ...(first.TenantReady ? { readyAt: first.TenantReady } : {}),
    heardAt: heardAtOf(history),
    ...(accountId ? { accountId } : {}),
    ...holdsOf(history),
    stalled: [...stalledStages(history)],
    ...(activity ? { activity } : {}),
  };
};

/** When anything was last heard of it; empty when nothing was. */
export const heardAtOf = ({ latest }: TenantHistory): string =>
  Object.entries(latest)
    .flatMap(([key, { at }]) => (isOwnWord(key) ? [] : [at]))
    .sort()
    .at(-1) ?? '';

/** What stages are at that have not finished: `network: NAT gateway nat-… to become available`. */
const activityOf = (history: TenantHistory): string | undefined => {
  if (history.latest.TenantOffboarded) return undefined;
  const working = STAGES.flatMap((stage) => {
    const last = history.latest[stageKey(stage.name)];
    if (!last || finishOf(history, stage)) return [];
    const { step, state, reason } = progressOf(history, last);
    return state === 'done' ? [] : [`${stage.name}: ${reason ?? step}`];
  });
  return working.length > 0 ? working.join('; ').slice(0, MAX_ACTIVITY) : undefined;
};
/** It is for a line of a table. */
const MAX_ACTIVITY = 200;

/** What stages publish of an on-boarding, in order. */
const DEPLOYED = FORWARD.flatMap(({ entries }) => entries.flatMap((entry) => ('publishes' in entry ? [entry.publishes] : [])));
const PROFILE = ['slug', 'name', 'domain', 'adminEmail', 'plan'];
/** Variables and the ids of what was deployed, as the events of the saga name them. */
export const configurationOf = (history: TenantHistory): Readonly<Record<string, unknown>> => {
  const merged = Object.assign({}, requestOf(history), ...DEPLOYED.map((name) => history.latest[name]?.detail)) as Record<string, unknown>;
  const deployed = Object.fromEntries(Object.entries(merged).filter(([field]) => !PROFILE.includes(field)));
  return { ...deployed, variables: variablesOf(history) };
};

/** The event with which a stage ended, building or removing, or rests while the tenant is isolated, if it has not worked since. */
const finishOf = (history: TenantHistory, stage: (typeof STAGES)[number]): Fact | undefined => {
  const last = history.latest[stageKey(stage.name)];
  return endsOf(history, stage).findLast((end) => !last || compareFacts(end, last) > 0);
};

/** The events with which a stage has ended its work, the latest last. */
export const endsOf = (history: TenantHistory, { name, ready, removed }: (typeof STAGES)[number]): readonly Fact[] => {
  const { latest } = history;
  const ends = [ready && latest[ready], removed && latest[removed], restsSince(history, name)].flatMap((fact) => fact || []);
  return ends.sort(compareFacts);
};

/** A stage that has said nothing for so long between two steps waits for an event. Milliseconds. */
const SILENCE = 1_000;

/** What each stage that has begun last said. @param now epoch milliseconds */
export const stagesOf = (history: TenantHistory, now: number): readonly StageView[] =>
  STAGES.flatMap((stage) => {
    const last = history.latest[stageKey(stage.name)];
    if (!last) return [];
    const finish = finishOf(history, stage);
    const view = {
      stage: stage.name,
      ...progressOf(history, last),
      since: history.first[stageKey(stage.name)] ?? last.at,
      ...generationSince(history, stage.name),
      at: last.at,
      ...(finish ? { finishedAt: finish.at } : {}),
    };
    const missing = stage.waitsFor.filter((event) => !history.latest[event]);
    const isIdle = !finish && view.state === 'done' && view.direction === 'ensure' && now - Date.parse(last.at) > SILENCE;
    return [isIdle && missing.length > 0 ? { ...view, state: 'waiting', reason: `${missing.join(' and ')} to be published` } : view];
  });

const generationSince = ({ began }: TenantHistory, stage: string): Pick<StageView, 'generationSince'> => {
  const at = began?.[stage]?.at;
  return at ? { generationSince: at } : {};
};

type Failed = NonNullable<StageView['failure']>;
type ProgressView = Pick<StageView, 'step' | 'direction' | 'state' | 'generation' | 'reason' | 'failure'>;
const progressOf = (history: TenantHistory, { name, detail }: Fact): ProgressView => {
  const { step, generation } = detail as Pick<StageView, 'step' | 'generation'>;
  if (name === 'StageProgressed') {
    const { direction, state, reason = '', call = '', code, advice = '' } = detail as unknown as StageView & Partial<Failed>;
    const failure = code ? { step, call, code, message: reason.replace(`${code}: `, ''), advice } : undefined;
    return { step, direction, state, generation, ...(reason ? { reason } : {}), ...(failure ? { failure } : {}) };
  }
  const { call, code, message = '', advice = '' } = detail as unknown as Failed;
  const isBackward = history.latest.TenantOffboarding !== undefined;
  return {
    step,
    generation,
    direction: isBackward ? 'remove' : 'ensure',
    state: name === 'StageFailed' ? 'failed' : 'stalled',
    reason: message,
    failure: { step, call, code, message, advice },
  };
};
