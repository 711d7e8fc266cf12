import { DriftCheckRequested } from '@tenantry/events-schema/drift';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { CHECKED_STAGES, driftCheckRequested } from '../../model/drift.ts';
import { isWatched } from '../../model/health.ts';
import { Problem } from '../../problem/problem.ts';
import { getHistory } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';
import { accepted } from '../tenants/handlers.ts';

/** Asks stages of a live tenant to look whether all that they have of it is as it should be. They change nothing. */
export const postDriftCheck: Handler<'POST /tenants/{id}/drift-checks'> = async ({ path: { id }, body, note }) => {
  const history = await getHistory(id);
  if (!isWatched(history))
    throw new Problem(
      409,
      'tenant-not-live',
      `${id} is not live, or is suspended or isolated: what it should have changes, so nothing can be compared.`,
    );
  const stages = body.stage ? [body.stage] : CHECKED_STAGES;
  note({ target: stages.join(', ') });
  const now = Date.now();
  const checkId = `asked/${ulid(now)}`;
  for (const stage of stages) await publish(DriftCheckRequested.name, driftCheckRequested(id, stage, checkId, '', now));
  return accepted(id);
};
