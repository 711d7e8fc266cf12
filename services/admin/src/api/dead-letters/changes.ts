import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { definitionOf } from '@tenantry/shared/function/publish';
import type { AuditLine } from '../../contract/audit.ts';

/** What a repair changed, for the audit. */
export type Change = NonNullable<AuditLine['changes']>[number];

/** Fields that hold what people are called, what they wrote, or what a tenant set. */
const PERSONAL = new Set(['adminEmail', 'administrator', 'advice', 'firstUser', 'message', 'name', 'reason', 'requestedBy', 'variables']);
/** Characters: an id, an ARN, a few records. */
const MOST = 500;

type Fields = Readonly<Record<string, unknown>>;

/**
 * Which fields differ, with both values. People's data stays out of the audit: of such a field, and of one that the event does not have
 * and that may hold anything, there is a salted hash. By it a value that somebody shows can be recognized, but none can be read, and
 * equal values of two letters look different. The salt is the message's id, not a secret: a key would have to be kept for as long as the
 * audit, to protect what a guess can only confirm.
 */
export const changesOf = (event: string, before: Fields, after: Fields, salt: string): Change[] => {
  const known = definitionOf(event).detail.shape;
  const shown = (field: string, value: unknown): string => {
    const json = JSON.stringify(value) ?? 'null';
    if (field in known && !PERSONAL.has(field)) return json.length > MOST ? `${json.slice(0, MOST)}…` : json;
    return `sha256:${createHash('sha256').update(`${salt}\n${field}\n${json}`).digest('hex')}`;
  };
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !isDeepStrictEqual(before[field], after[field]))
    .map((field) => ({
      field: `/${field in known ? field : `unknown (${createHash('sha256').update(`${salt}\n${field}`).digest('hex').slice(0, 8)})`}`,
      ...(field in before ? { before: shown(field, before[field]) } : {}),
      ...(field in after ? { after: shown(field, after[field]) } : {}),
    }));
};
