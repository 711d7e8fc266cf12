import type { AwsCall } from './types.ts';

type Called = Pick<AwsCall, 'headers'>;
const metadata = (call: Called, pattern: RegExp): string | undefined => pattern.exec(call.headers['user-agent'] ?? '')?.[1];

/** The step of a product's stage that made the call, from its user agent. */
export const stepOf = (call: Called): string | undefined => metadata(call, / md\/tenantry#(\S+)/);

/** The tenant for whom a function of the product made the call, from its user agent. */
export const tenantOf = (call: Called): string | undefined => metadata(call, / md\/tenant#(\S+)/);
