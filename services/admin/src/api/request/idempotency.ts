import { Problem } from '../../problem/problem.ts';

export const keyReused = (cause?: unknown): Problem =>
  new Problem(422, 'idempotency-key-reused', 'This Idempotency-Key was used for another request. Send a new key with a new request.', {
    cause,
    fields: [{ field: 'header Idempotency-Key', problem: 'used for another request', fix: 'Send a new key with a new request.' }],
  });
