import type { AwsCall } from './types.ts';

/** The step of a product's stage that made the call, from its user agent. */
export const stepOf = (call: Pick<AwsCall, 'headers'>): string | undefined =>
  / md\/tenantry#(\S+)/.exec(call.headers['user-agent'] ?? '')?.[1];
