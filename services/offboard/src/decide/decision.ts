import { AccountReady } from '@tenantry/events-schema/account';
import { OffboardRequested } from '@tenantry/events-schema/admin';
import { CertificateRequested, EdgeReady, OriginReady } from '@tenantry/events-schema/edge';
import type { DetailOf } from '@tenantry/events-schema/event';
import { NetworkPeered } from '@tenantry/events-schema/network';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { StageFailed, StageStalled } from '@tenantry/events-schema/stages';
import type { Detail, Message } from '@tenantry/shared/saga/record';
import { type Held, heldBy } from './held.ts';

/** What decides whether a tenant goes back. Pure: no IO, no clock. */
export interface Decision {
  readonly tenantId: string;
  /** The tenant was ready once: from then on only a person takes it back. */
  readonly wasReady: boolean;
  readonly accountId?: string | undefined;
  /** What lies in the account, as far as events named it. */
  readonly held?: readonly Held[];
  /** Removal was decided: for good, since stages never turn forward again. */
  readonly offboarding?: DetailOf<typeof TenantOffboarding>;
  /** It has been published. */
  readonly isPublished: boolean;
}

/** What the decision is made of, and whether the account was closed before, and what lay in it. */
export const DECIDED_BY = [
  OffboardRequested,
  StageFailed,
  TenantReady,
  StageStalled,
  AccountReady,
  NetworkPeered,
  OriginReady,
  CertificateRequested,
  EdgeReady,
] as const;

export const undecided = (tenantId: string): Decision => ({ tenantId, wasReady: false, isPublished: false });

/** Adds what a message says. The first reason to go back stays; the same record comes back when the message changes nothing. */
export const decide = (before: Decision, message: Message, at: string): Decision => {
  const { name, detail } = message;
  const decision = knowing(before, message);
  if (name === TenantReady.name) return decision.wasReady ? decision : { ...decision, wasReady: true };
  if (decision.offboarding) return decision;
  if (name === OffboardRequested.name) {
    const { reason, export: exported } = detail as Detail & Pick<DetailOf<typeof OffboardRequested>, 'reason' | 'export'>;
    return { ...decision, offboarding: offboarding(detail, at, reason, exported, false) };
  }
  // A live tenant is never rolled back by a failure.
  if (name !== StageFailed.name || decision.wasReady) return decision;
  const failure = detail as unknown as DetailOf<typeof StageFailed>;
  const what = [failure.call, failure.code, failure.message].filter((part) => part !== '').join(': ');
  // A half-built tenant has no data to export.
  return { ...decision, offboarding: offboarding(detail, at, `${failure.stage}.${failure.step} failed: ${what}`, false, true) };
};

/** Adds which account is the tenant's, and what lies in it. */
const knowing = (decision: Decision, message: Message): Decision => {
  const accountId = message.name === AccountReady.name ? String(message.detail.accountId) : decision.accountId;
  const held = decision.held ?? [];
  const added = heldBy(message).filter(({ type, id }) => !held.some((one) => one.type === type && one.id === id));
  if (added.length === 0 && accountId === decision.accountId) return decision;
  return { ...decision, accountId, held: [...held, ...added] };
};

const offboarding = (
  cause: Detail,
  at: string,
  reason: string,
  exported: boolean,
  rolledBack: boolean,
): DetailOf<typeof TenantOffboarding> => ({
  tenantId: cause.tenantId,
  eventId: `${cause.tenantId}/offboard/${TenantOffboarding.name}/1`,
  causedBy: cause.eventId,
  at,
  reason,
  export: exported,
  rolledBack,
});

/**
 * Whether to ask Organizations if somebody has closed the account: before the removal is announced, and when a stage stalls on it.
 * The end of the removal closes the account itself.
 */
export const mayBeClosed = (decision: Decision, { name, detail }: Message): boolean => {
  if (!decision.accountId || !decision.offboarding || decision.offboarding.closedAccount) return false;
  return !decision.isPublished || (name === StageStalled.name && detail.stage !== 'offboard');
};

/** Adds that somebody closed the account. Where it was published without that before, it goes out once more, under another id: stages try again. */
export const withClosedAccount = (decision: Decision, at: string): Decision => {
  const { offboarding: told, accountId, held = [] } = decision;
  if (!told || !accountId || told.closedAccount) return decision;
  const eventId = `${decision.tenantId}/offboard/${TenantOffboarding.name}/2`;
  return {
    ...decision,
    isPublished: false,
    offboarding: { ...told, eventId, at, closedAccount: { accountId, noticedAt: at, held: [...held] } },
  };
};

/** What must be published now, if anything. */
export const toPublish = (decision: Decision): DetailOf<typeof TenantOffboarding> | undefined =>
  decision.isPublished ? undefined : decision.offboarding;

/** Notes that the event went out. Another one, under another id, may have been decided while it did: that one has not been published yet. */
export const published = (decision: Decision, eventId: string): Decision =>
  decision.offboarding?.eventId === eventId ? { ...decision, isPublished: true } : decision;

/** A decision of a tenant that is gone, without what a person typed and a failure said. It stays decided: nothing is published again. */
export const withoutReason = (decision: Decision): Decision => {
  if (!decision.offboarding || decision.offboarding.reason === '') return decision;
  return { ...decision, isPublished: true, offboarding: { ...decision.offboarding, reason: '' } };
};
