import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { publish } from '@tenantry/shared/function/publish';
import { type Caller, signatureOf } from '../request/access.ts';

/** @param key what a stage knows a retry by: the same key asks for the same retry */
export const publishRetry = (tenantId: string, stage: string, key: string, caller: Caller): Promise<void> =>
  publish(StageRetryRequested.name, {
    tenantId,
    eventId: `${tenantId}/admin/${StageRetryRequested.name}/${key}`,
    causedBy: '',
    at: new Date().toISOString(),
    stage,
    ...signatureOf(caller),
  });
