import type { Aws, AwsOptions } from '@laptop/aws/aws';
import { startAws } from '@laptop/aws/start';
import { ACCOUNTS } from './accounts.ts';
import { WORLD } from './world.ts';

export type LocalOptions = Omit<AwsOptions, 'world'>;

/** The laptop's AWS, running: with the accounts of the landing zone, and the tenants' application in its repositories. */
export interface Local extends Aws {
  readonly accounts: typeof ACCOUNTS;
}

/** Starts AWS as the product finds it. */
export const startLocal = async (options: LocalOptions): Promise<Local> => ({
  ...(await startAws({ ...options, world: WORLD })),
  accounts: ACCOUNTS,
});
