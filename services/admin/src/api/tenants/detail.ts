import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { knownPlan } from '@tenantry/shared/deployment/plans';
import { attentionAnswer } from '../../attention/answer.ts';
import type { Attention } from '../../contract/attention.ts';
import type { TenantState } from '../../contract/fields.ts';
import type { ACTIONS, Tenant } from '../../contract/tenants.ts';
import { attentionOf } from '../../model/attention/attention.ts';
import { baselinesOf, behindOf } from '../../model/baselines.ts';
import { CHECKED_STAGES, openCheckOf, stageDriftOf } from '../../model/drift.ts';
import { expectedOf, quietSince } from '../../model/expected.ts';
import { healthStateOf, isWatched, type Probe } from '../../model/health.ts';
import type { TenantHistory } from '../../model/history.ts';
import { isolationOf, suspensionOf } from '../../model/isolation.ts';
import { exportKeptUntil } from '../../model/kept-until.ts';
import { isRequested } from '../../model/outcome.ts';
import { placesOf } from '../../model/places.ts';
import {
  administratorOf,
  closingOf,
  configurationOf,
  isGoing,
  requestOf,
  stagesOf,
  stateOf,
  summaryOf,
  variablesOf,
} from '../../model/view.ts';
import { resourcesOf } from './resources.ts';

type Action = (typeof ACTIONS)[number];
/** What a state allows to ask for. A tenant that was ever ready is off-boarded, any other cancelled. */
const ALLOWED: Readonly<Record<TenantState, readonly Action[]>> = {
  requested: ['change', 'variables', 'invite', 'retry', 'cancel', 'replay'],
  onboarding: ['change', 'variables', 'invite', 'retry', 'cancel', 'replay'],
  stalled: ['change', 'variables', 'invite', 'retry', 'cancel', 'replay'],
  ready: ['change', 'variables', 'invite', 'retry', 'offboard', 'replay'],
  failed: ['retry', 'replay'],
  offboarding: ['retry', 'replay'],
  offboarded: [],
};

/** A tenant that is going is not isolated any more: it is in quarantine soon. */
const isolationActionsOf = (history: TenantHistory): readonly Action[] => {
  if (isGoing(stateOf(history))) return [];
  const { state } = isolationOf(history) ?? {};
  return state === undefined || state === 'ending' ? ['isolate'] : ['end-isolation'];
};

/** Only what was live once has a door to shut. */
const suspensionActionsOf = (history: TenantHistory): readonly Action[] => {
  if (isGoing(stateOf(history)) || !history.first.TenantReady) return [];
  const { state } = suspensionOf(history) ?? {};
  return state === undefined || state === 'resuming' ? ['suspend'] : ['resume'];
};

/** While it is held, what it should have changes. */
const driftActionsOf = (history: TenantHistory): readonly Action[] => (isWatched(history) ? ['check-drift'] : []);

export const actionsOf = (history: TenantHistory): Action[] =>
  isRequested(history)
    ? [...ALLOWED[stateOf(history)], ...driftActionsOf(history), ...suspensionActionsOf(history), ...isolationActionsOf(history)]
    : [];

/** `GET /tenants/{id}`. @param now epoch milliseconds @param probe the last look from outside, where there was one */
export const tenantAnswer = (history: TenantHistory, zone: LandingZone, now: number, probe?: Probe): Tenant => {
  const offboarding = offboardingOf(history, zone.config.exports.retentionDays);
  const behind = behindOf({ state: stateOf(history), baselines: baselinesOf(history) });
  const isolation = isolationOf(history);
  const attention = attentionOf(history, now);
  const suspension = suspensionOf(history);
  return {
    ...summaryOf(history),
    ...(attention.length > 0 ? { attention: attention.map((one) => withPlaces(attentionAnswer(one), history, zone)) } : {}),
    ...(behind.length > 0 ? { behind: [...behind] } : {}),
    ...quietOf(history, now),
    ...healthOf(history, probe),
    ...driftOf(history),
    adminEmail: administratorOf(history),
    ...limitsOf(history, zone),
    variables: { ...variablesOf(history) },
    actions: actionsOf(history),
    stages: [...stagesOf(history, now)],
    resources: resourcesOf(history, zone),
    configuration: { ...configurationOf(history) },
    ...(offboarding ? { offboarding } : {}),
    ...(isolation ? { isolationReport: isolation } : {}),
    ...(suspension ? { suspensionReport: suspension } : {}),
  };
};

/** With where to look and to repair, if there is any such place. */
const withPlaces = (attention: Attention, history: TenantHistory, zone: LandingZone): Attention => {
  const places = placesOf(zone, history.tenantId, text(history.latest.AccountReady?.detail.accountId), attention);
  return places.length > 0 ? { ...attention, places: [...places] } : attention;
};

/** Of a plan from before there was a catalogue, or that was taken out of it. */
const limitsOf = (history: TenantHistory, { config }: LandingZone): Pick<Tenant, 'limitsOf'> => {
  const { plan = '' } = requestOf(history) ?? {};
  const known = knownPlan(config, plan);
  return known === plan || plan === '' ? {} : { limitsOf: known };
};

/** Of a tenant of which it is known what it should have. */
const driftOf = (history: TenantHistory): Pick<Tenant, 'drift'> => {
  if (!isWatched(history)) return {};
  const drift = CHECKED_STAGES.flatMap((stage) => {
    const found = stageDriftOf(history, stage);
    const askedAt = openCheckOf(history, stage);
    if (!found) return [];
    return [{ ...found, differences: [...found.differences], unread: [...found.unread], ...(askedAt ? { askedAt } : {}) }];
  });
  return drift.length > 0 ? { drift } : {};
};

/** Of a tenant that is expected to answer. */
const healthOf = (history: TenantHistory, probe: Probe | undefined): Pick<Tenant, 'health'> => {
  if (!probe || !isWatched(history)) return {};
  const { well: _, failures: __, ...said } = probe;
  return { health: { ...said, state: healthStateOf(probe) } };
};

const quietOf = (history: TenantHistory, now: number): Pick<Tenant, 'quiet' | 'quietSince'> => {
  const expected = expectedOf(history);
  const since = quietSince(expected, now);
  if (!expected || !since) return {};
  const { stage, step, until: expectedBy, advice } = expected;
  return { quietSince: since, quiet: { stage, step, since, expectedBy, advice } };
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** In `PipelineRemoved`: the data went before it. */
const LOGIN_REMAINS = 'something in a database of a stranger says its name (pg_shdepend); it has no password and may not log in';

type Offboarding = NonNullable<Tenant['offboarding']>;

/** What the last event says, and what came of the account. Nothing before it. */
const endOf = (history: TenantHistory): Partial<Offboarding> => {
  const over = history.latest.TenantOffboarded;
  if (!over) return {};
  const closing = closingOf(history);
  const evidence = over.detail.evidence as { location: string; sha256: string } | undefined;
  return {
    offboardedAt: over.at,
    leftovers: Number(over.detail.leftovers ?? 0),
    ...(evidence ? { evidence } : {}),
    closing: closing
      ? { state: closing.state, ...(closing.state === 'closed' ? { closedAt: closing.at } : { closesAt: closing.at }) }
      : { state: String((over.detail.closing as { state?: string } | undefined)?.state ?? 'none') },
  };
};

const certificateOf = ({ latest: { ErasureCertified } }: TenantHistory): Partial<Offboarding> => {
  const said = ErasureCertified?.detail as { certificate: { location: string; sha256: string }; completeOn: string } | undefined;
  return said ? { certificate: { location: said.certificate.location, sha256: said.certificate.sha256, completeOn: said.completeOn } } : {};
};

const offboardingOf = (history: TenantHistory, retentionDays: number): Tenant['offboarding'] => {
  const { OffboardRequested: asked, TenantOffboarding: begun, PipelineRemoved: exported, TenantOffboarded: over } = history.latest;
  const first = asked ?? begun;
  if (!first) return undefined;
  const requestedBy = text(asked?.detail.requestedBy);
  const requestedByName = text(asked?.detail.requestedByName);
  const exportLocation = text(exported?.detail.exportLocation);
  const exportSha256 = text(exported?.detail.exportSha256);
  const keptUntil = exportKeptUntil(history, retentionDays);
  const remains = [
    ...((over?.detail.remains ?? []) as { what: string; why: string }[]),
    ...((exported?.detail.remainingLogins ?? []) as string[]).map((login) => ({ what: `PostgreSQL login ${login}`, why: LOGIN_REMAINS })),
  ];
  return {
    at: first.at,
    ...(requestedBy ? { requestedBy } : {}),
    ...(requestedByName ? { requestedByName } : {}),
    reason: String(first.detail.reason ?? ''),
    export: first.detail.export === true,
    ...(exportLocation ? { exportLocation } : {}),
    ...(exportSha256 ? { exportSha256 } : {}),
    ...(keptUntil ? { exportKeptUntil: keptUntil } : {}),
    ...endOf(history),
    ...(remains.length > 0 ? { remains } : {}),
    ...certificateOf(history),
  };
};
