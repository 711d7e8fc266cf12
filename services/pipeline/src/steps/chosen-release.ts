import { CURRENT_RELEASE, type Release, releasePipelineName } from '@tenantry/shared/deployment/release';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { madeRelease, releaseAt, verifyRelease } from '../release-shelf.ts';
import type { Scope } from '../scope.ts';

interface Needs {
  readonly accountId: string;
  /** By `ReleaseRequested`. */
  readonly wanted?: Release;
}
interface Chosen {
  readonly chosen: Release;
}
const POLL_SECONDS = 30;

const current = async (scope: Scope): Promise<Release> => {
  const newest = await releaseAt(scope, CURRENT_RELEASE);
  if (newest) return newest;
  const where = `look at the pipeline ${releasePipelineName(scope.deployment)} of the DevOps account`;
  throw new Wait(POLL_SECONDS, `a release of the application: none has been made yet (${where}; docs/runbook.md#deliver-a-new-release)`);
};

/**
 * The release that the tenant gets: the one that was asked for, else the one that it has, else the newest. What an event says of it is not
 * believed: by its id the release is read where it was made, and every archive is compared with its SHA-256.
 */
export const chosenRelease = step(
  'chosenRelease',
  {
    ensure: async (scope: Scope, { wanted }: Needs, saved: Partial<Chosen>): Promise<Chosen> => {
      const releaseId = (wanted ?? saved.chosen)?.releaseId ?? (await current(scope)).releaseId;
      const chosen = await madeRelease(scope, releaseId);
      await verifyRelease(scope, chosen);
      return { chosen };
    },
    remove: async () => undefined,
  },
  { maxSeconds: 20 },
);
