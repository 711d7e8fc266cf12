import type { FaultEffect } from '@laptop/aws/gateway/faults';

/** A request that breaks the API's own model: nothing but the request can be the cause, so the tenant is taken back (docs/adr/0010). */
export const REFUSED_BY_MODEL = {
  kind: 'error',
  code: 'ValidationException',
  message:
    "1 validation error detected: Value at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
} as const satisfies FaultEffect;
