import { ReleaseMade, ReleaseRequested } from '@tenantry/events-schema/release';
import type { Release } from '@tenantry/shared/deployment/release';
import type { Rollout } from './message.ts';

/**
 * Tenants that get a release at a time, and seconds until the next ones: three builds a tenant, one after the other, each some minutes.
 * What CodeBuild's quota does not carry waits in its queue (docs/runbook.md#a-quota-is-used-up).
 */
export const WAVE = { tenants: 5, seconds: 60 } as const;

export interface RolloutPorts {
  /** Tenants that are live, sorted. */
  readonly liveTenants: () => Promise<readonly string[]>;
  /** The newest release. */
  readonly current: () => Promise<Release | undefined>;
  readonly publish: (name: string, detail: object) => Promise<void>;
  /** Sends the next part of the roll-out to the own queue. */
  readonly later: (message: Rollout, seconds: number) => Promise<void>;
  readonly now: () => number;
}

/**
 * One wave of a roll-out: it asks for the release for the next few live tenants, and sends the rest to itself. A wave that is done twice
 * asks with the same event ids, so nobody gets a release twice. A roll-out ends when a newer release has begun its own.
 */
export const rolloutWave = async (ports: RolloutPorts, { after = '', ...rollout }: Rollout): Promise<void> => {
  const release = await ports.current();
  if (release?.releaseId !== rollout.releaseId) return;
  const left = (await ports.liveTenants()).filter((tenantId) => tenantId > after);
  const wave = left.slice(0, WAVE.tenants);
  for (const tenantId of wave) await ports.publish(ReleaseRequested.name, requested(tenantId, rollout.executionId, release, ports.now()));
  const last = wave.at(-1);
  if (last !== undefined && left.length > wave.length) await ports.later({ ...rollout, after: last }, WAVE.seconds);
};

const requested = (tenantId: string, executionId: string, release: Release, now: number): object => ({
  tenantId,
  eventId: `${tenantId}/pipeline/${ReleaseRequested.name}/${executionId}`,
  causedBy: `deployment/${ReleaseMade.name}/${executionId}`,
  at: new Date(now).toISOString(),
  wanted: release,
});
