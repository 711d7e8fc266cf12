import { type Clock, createClock } from '../../../clock.ts';
import { type ClientConfig, type OwnAws, startOwnAws } from '../../../testing/own-aws.ts';

/** The laptop's AWS with a clock that only the test moves. */
export interface RuledAws extends Omit<OwnAws, 'as'> {
  readonly advance: (awsSeconds: number) => void;
  /** Configuration of a client that works as an account's root and never retries. */
  readonly as: (accountId: string, region?: string) => ClientConfig;
}

/** Starts an AWS of the test's own, whose time stands still until `advance` lets AWS seconds pass. */
export const startRuledAws = async (): Promise<RuledAws> => {
  const own = await startOwnAws();
  let now = Date.now();
  const clock: Clock = createClock(1, () => now);
  Object.assign(own.local.context, { clock });
  return {
    ...own,
    advance: (awsSeconds) => {
      now += awsSeconds * 1000;
    },
    as: (accountId, region = own.local.region) => ({ ...own.as(accountId), region }),
  };
};

/** The name of the AWS error that a call ends with; `none` when it succeeds. */
export const errorOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'none';
  } catch (error) {
    if (error instanceof Error) return error.name;
    throw error;
  }
};

/** A new twelve-digit account id, so that every test has resources and quotas of its own. */
export const freshAccount = (): string => String(Math.floor(2e11 + Math.random() * 7e11));
