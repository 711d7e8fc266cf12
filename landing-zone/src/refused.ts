import { failureOf } from '@tenantry/shared/failure/errors';

/** The error of a call in the owner account that answers something nobody has planned for: the call, AWS's code and its words. */
export const refused =
  (call: string) =>
  (cause: unknown): never => {
    const { code, message } = failureOf(cause);
    throw new Error(`owner account: ${call}: ${code}: ${message}`, { cause });
  };
