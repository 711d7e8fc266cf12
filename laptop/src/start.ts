import type { Aws, AwsOptions } from '@laptop/aws/aws';
import { startAws } from '@laptop/aws/start';
import type { World } from '@laptop/aws/world';
import { ACCOUNTS } from './accounts.ts';
import { WORLD } from './world.ts';

export interface LocalOptions extends Omit<AwsOptions, 'world'> {
  /** What is otherwise than the product finds it. */
  readonly world?: Partial<World>;
}

/** The laptop's AWS, running: with the accounts of the landing zone, and the tenants' application in its repositories. */
export interface Local extends Aws {
  readonly accounts: typeof ACCOUNTS;
}

/** Starts AWS as the product finds it. */
export const startLocal = async ({ world, ...options }: LocalOptions): Promise<Local> => ({
  ...(await startAws({ ...options, world: { ...WORLD, ...world } })),
  accounts: ACCOUNTS,
});
