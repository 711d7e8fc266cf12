import { OffboardRequested } from '@tenantry/events-schema/admin';
import type { DetailOf } from '@tenantry/events-schema/event';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { TenantReady } from '@tenantry/events-schema/pipeline';
import { StageFailed } from '@tenantry/events-schema/stages';
import type { Detail, Message } from '@tenantry/shared/record';

/** What decides whether a tenant goes back. Pure: no IO, no clock. */
export interface Decision {
  readonly tenantId: string;
  /** The tenant was ready once: from then on only a person takes it back. */
  readonly wasReady: boolean;
  /** The way back was decided: for ever, since stages never turn again. */
  readonly offboarding?: DetailOf<typeof TenantOffboarding>;
  /** It has been told. */
  readonly isPublished: boolean;
}

/** What the decision is made of. */
export const DECIDED_BY = [OffboardRequested, StageFailed, TenantReady] as const;

export const undecided = (tenantId: string): Decision => ({ tenantId, wasReady: false, isPublished: false });

/** Adds what a message says. The first reason to go back stays; the same record comes back when the message changes nothing. */
export const decide = (decision: Decision, { name, detail }: Message, at: string): Decision => {
  if (name === TenantReady.name) return decision.wasReady ? decision : { ...decision, wasReady: true };
  if (decision.offboarding) return decision;
  if (name === OffboardRequested.name) {
    const { reason, export: exported } = detail as Detail & Pick<DetailOf<typeof OffboardRequested>, 'reason' | 'export'>;
    return { ...decision, offboarding: offboarding(detail, at, reason, exported, false) };
  }
  // A live tenant is never taken back by a failure.
  if (name !== StageFailed.name || decision.wasReady) return decision;
  const failure = detail as unknown as DetailOf<typeof StageFailed>;
  const what = [failure.call, failure.code, failure.message].filter((part) => part !== '').join(': ');
  // A half-built tenant has no data to export.
  return { ...decision, offboarding: offboarding(detail, at, `${failure.stage}.${failure.step} failed: ${what}`, false, true) };
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

/** What is to be published now, if anything. */
export const toPublish = (decision: Decision): DetailOf<typeof TenantOffboarding> | undefined =>
  decision.isPublished ? undefined : decision.offboarding;

export const published = (decision: Decision): Decision => ({ ...decision, isPublished: true });
