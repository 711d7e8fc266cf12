import { createHash } from 'node:crypto';
import { Problem } from '../../problem/problem.ts';

export const keyReused = (cause?: unknown): Problem =>
  new Problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request. Send a new key with a new request.', {
    cause,
    fields: [{ field: 'header Idempotency-Key', problem: 'used for another request', fix: 'Send a new key with a new request.' }],
  });

/** A caller's key as a part of an event's id, which has at most 200 characters: keys of two callers stay apart. */
export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);
