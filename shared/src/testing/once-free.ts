import { isCode } from '../failure/errors.ts';
import { eventually } from './eventually.ts';

const BUSY = ['ConcurrentModificationException', 'TooManyRequestsException'];
/** Five accounts are created, and three closed, at the same time (Organizations User Guide, "Quotas and service limits"). */
const AT_ITS_LIMIT = ['ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED', 'CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED'];

const isBusy = (error: unknown): boolean =>
  isCode(error, ...BUSY) || AT_ITS_LIMIT.includes(String((error as { readonly Reason?: unknown }).Reason));

/** Asks Organizations as soon as it is free: all test files share the one organization, and others make and close their accounts in it. */
export const onceFree = async <T>(call: () => Promise<T>): Promise<T> => {
  const { value } = await eventually('Organizations is free', async () => {
    try {
      return { value: await call() };
    } catch (error) {
      if (isBusy(error)) return undefined;
      throw error;
    }
  });
  return value;
};
