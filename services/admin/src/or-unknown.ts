import { describe } from '@tenantry/shared/errors';
import { logger } from '@tenantry/shared/function';

/** One figure that AWS does not give takes no other with it: a plan without it is better than none. */
export const orUnknown = async <T>(what: string, asked: Promise<T>): Promise<T | undefined> => {
  try {
    return await asked;
  } catch (error) {
    const { call, code, message: reason, advice } = describe(error);
    logger.warn(`${what} could not be read`, { call, code, reason, advice });
    return undefined;
  }
};
