import { RecordsErased } from '@tenantry/events-schema/admin';
import { publish } from '@tenantry/shared/function/publish';
import { forgottenFact } from '../model/forgotten.ts';
import type { TenantHistory } from '../model/history.ts';
import { closingOf } from '../model/view.ts';
import { type EventItem, tenantKey } from '../table/items.ts';
import { putEvent, queryAll } from '../table/tenants.ts';
import { forgetInAudit } from './audit.ts';
import { forgetDatabaseLogins } from './database-logins.ts';
import { discardLetters } from './dead-letters.ts';

/**
 * Reduces all that admin keeps of a tenant that is gone, and says so. Its history is a tombstone by then (`model/forgotten.ts`).
 * Done again, it finds nothing to do and says the same.
 */
export const forget = async (history: TenantHistory): Promise<void> => {
  const { tenantId, latest } = history;
  await Promise.all([forgetTimeline(tenantId), forgetInAudit(tenantId, Math.floor(Date.now() / 1000)), forgetDatabaseLogins(tenantId)]);
  const deadLetters = await discardLetters(tenantId);
  const { accountId, domain, exportLocation, exportedAt } = keptOf(history);
  const closing = closingOf(history);
  const over = latest.TenantOffboarded;
  await publish(RecordsErased.name, {
    tenantId,
    eventId: `${tenantId}/admin/${RecordsErased.name}/1`,
    causedBy: over?.eventId ?? '',
    at: new Date().toISOString(),
    accountId,
    domain,
    offboardedAt: over?.at,
    closing: closing ? { state: closing.state, at: closing.at } : undefined,
    export: exportLocation ? { location: exportLocation, at: exportedAt } : undefined,
    evidence: over?.detail.evidence,
    deadLetters,
  });
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const keptOf = ({ latest }: TenantHistory) => ({
  accountId: text(latest.AccountReady?.detail.accountId) ?? text(latest.TenantOffboarded?.detail.accountId),
  domain: text(latest.TenantRequested?.detail.domain),
  exportLocation: text(latest.PipelineRemoved?.detail.exportLocation),
  exportedAt: latest.PipelineRemoved?.at,
});

const forgetTimeline = async (tenantId: string): Promise<void> => {
  const events = await queryAll<EventItem>({
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :event)',
    ExpressionAttributeValues: { ':pk': tenantKey(tenantId).pk, ':event': 'EVENT#' },
    ConsistentRead: true,
  });
  for (const event of events) {
    const forgotten = forgottenFact(event) as EventItem;
    if (forgotten !== event) await putEvent(forgotten);
  }
};
