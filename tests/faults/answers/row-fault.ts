import type { Fault, FaultEffect } from '@laptop/aws/gateway/faults';
import type { Answer } from '@tenantry/shared/testing/answers';
import { REFUSED_BY_MODEL } from '../../../laptop/src/refused-by-model.ts';
import type { Row } from './rows.ts';

/** More than the SDK sends a call (shared/src/aws/client.ts) before the product sees an error. */
const TIMES_TRIED = 6;

const effectOf = (answer: Answer): FaultEffect => {
  if ('becomes' in answer) return { kind: 'becomes', ...answer.becomes };
  if ('endsFailed' in answer) return { kind: 'ends-failed', reason: answer.endsFailed };
  return { kind: 'error', ...answer };
};

/** How many calls get the row's answer; `null` for all while the cause lasts. */
export const timesOf = ({ times, follows: { kind } }: Row): number | null => {
  if (times !== undefined) return times;
  if (kind === 'tries again') return TIMES_TRIED;
  return kind === 'repairs' ? 1 : null;
};

/** The fault that answers a tenant's calls as the row says. */
export const faultOf = (row: Row, tenant: string): Fault => ({
  match: {
    labels: { tenant, step: row.step },
    service: row.service,
    operation: row.operation,
    ...(row.contains === undefined ? {} : { contains: row.contains }),
  },
  effect: effectOf(row.answer),
  nth: row.nth ?? 1,
  times: timesOf(row),
});

/** The step at which that happens: network and bucket are there, and the first user is not. */
export const ROLLBACK_STEP = { stage: 'pipeline', name: 'userPool' } as const;

export const rollbackFault = (tenant: string): Fault => ({
  match: { labels: { tenant, step: `${ROLLBACK_STEP.stage}.${ROLLBACK_STEP.name}` } },
  effect: REFUSED_BY_MODEL,
  times: null,
});
