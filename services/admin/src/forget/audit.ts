import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { decodeTime, encodeTime } from 'ulid';
import type { AuditLine } from '../contract/audit.ts';
import { AUDIT, auditKey, documents, tableName } from '../table/items.ts';
import { queryAll } from '../table/tenants.ts';

/** A line about a tenant that is gone answers who asked for what until nobody can ask any more. Days. */
export const AUDIT_KEPT = 10 * 365;
const DAY = 86_400;
/** What a request of a line keeps: what was chosen. What the tenant and its people are called is not in it. */
const CHOSEN = ['slug', 'domain', 'plan', 'confirm', 'stage', 'export', 'variables', 'repaired', 'mode', 'hours'];
/** The line of the request for a tenant is written before its id is made. Milliseconds. */
const BEFORE = 60_000;
const ADDRESS = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g;

/** Of text that a person typed, without e-mail addresses. */
export const withoutAddresses = (text: string): string => text.replace(ADDRESS, '[address]');

/** Fields of a line that name nobody, and say what was done. A field that is not here is erased. */
const KEPT = ['id', 'at', 'subject', 'action', 'tenantId', 'target', 'outcome', 'status', 'problem', 'requestId'] as const;

/**
 * A line of the audit for good: who asked is a subject of the user pool, which names nobody where the pool has forgotten him; where he
 * was, and what the tenant's people are called, is gone.
 */
export const forgottenLine = (line: AuditLine): AuditLine => {
  const { reason, request } = line;
  const kept = Object.fromEntries(KEPT.flatMap((field) => (line[field] === undefined ? [] : [[field, line[field]]])));
  const chosen = Object.entries((request ?? {}) as object).filter(([field]) => CHOSEN.includes(field));
  return {
    ...(kept as Pick<AuditLine, (typeof KEPT)[number]>),
    by: line.subject,
    ...(reason === undefined ? {} : { reason: withoutAddresses(reason) }),
    request: Object.fromEntries(chosen),
  };
};

/** Reduces the lines about a tenant. @param now epoch seconds */
export const forgetInAudit = async (tenantId: string, now: number): Promise<void> => {
  const lines = await queryAll<AuditLine & { readonly expiresAt?: number }>({
    KeyConditionExpression: 'pk = :pk AND sk >= :since',
    FilterExpression: 'tenantId = :tenantId',
    ExpressionAttributeValues: {
      ':pk': AUDIT,
      ':since': encodeTime(Math.max(0, decodeTime(tenantId) - BEFORE)),
      ':tenantId': tenantId,
    },
    ConsistentRead: true,
  });
  const expiresAt = now + AUDIT_KEPT * DAY;
  for (const line of lines) {
    const Item = { ...auditKey(line.id), ...forgottenLine(line), expiresAt: line.expiresAt ?? expiresAt };
    await documents().send(new PutCommand({ TableName: tableName(), Item }));
  }
};
