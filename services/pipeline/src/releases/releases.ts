import { ReleaseFailed, ReleaseMade } from '@tenantry/events-schema/release';
import type { BuildFailure, Built, ReleasePipeline } from './built.ts';
import { makeRelease } from './make-release.ts';
import type { ReleasesMessage } from './message.ts';
import { type RolloutPorts, rolloutWave } from './rollout.ts';
import type { Shelf } from './shelf.ts';

export interface ReleasesPorts extends RolloutPorts {
  readonly pipeline: ReleasePipeline;
  readonly shelf: Shelf;
}

/** Does what a message asks for. Every message may come twice, and in any order: what counts is what CodePipeline and S3 say now. */
export const takeMessage = async (ports: ReleasesPorts, message: ReleasesMessage): Promise<void> => {
  if (message.kind === 'rollout') return rolloutWave(ports, message);
  const built = await ports.pipeline.builtBy(message.executionId);
  if (built.state === 'failed') return ports.publish(ReleaseFailed.name, failed(built.executionId, built.failure, ports.now()));
  if (built.state === 'succeeded') return release(ports, built);
};

/**
 * Looks for what was built and has become no release: an event that was lost, or from before this service was deployed.
 * @returns the newest release; undefined while none was ever built
 */
export const look = async (ports: ReleasesPorts): Promise<string | undefined> => {
  const executionId = await ports.pipeline.newestSuccess();
  if (executionId === undefined) return undefined;
  const built = await ports.pipeline.builtBy(executionId);
  if (built.state === 'succeeded') await release(ports, built);
  return (await ports.current())?.releaseId;
};

const release = async (ports: ReleasesPorts, { executionId, repositories }: Extract<Built, { state: 'succeeded' }>): Promise<void> => {
  const { shelf, pipeline, now } = ports;
  const made = await makeRelease(shelf, repositories, new Date(now()).toISOString());
  // An older execution whose event was late makes a release, and not the newest one.
  if ((await pipeline.newestSuccess()) !== executionId) return;
  if ((await shelf.current())?.releaseId === made.releaseId) return;
  // Told before it is current: a worker that dies in between is followed by one that tells it again, by the same event id.
  const eventId = `deployment/${ReleaseMade.name}/${executionId}`;
  await ports.publish(ReleaseMade.name, { eventId, causedBy: '', at: made.at, release: made });
  await ports.later({ kind: 'rollout', releaseId: made.releaseId, executionId }, ROLLOUT_DELAY);
  await shelf.setCurrent(made);
};
/** Seconds until the roll-out begins: by then the release is the current one. */
const ROLLOUT_DELAY = 10;

const failed = (executionId: string, failure: BuildFailure, now: number): object => ({
  eventId: `deployment/${ReleaseFailed.name}/${executionId}`,
  causedBy: '',
  at: new Date(now).toISOString(),
  executionId,
  ...failure,
  advice: `Tenants keep the release that they have. Read the log of the build in the DevOps account, then push a commit that mends it (docs/runbook.md#no-release-is-made).`,
});
