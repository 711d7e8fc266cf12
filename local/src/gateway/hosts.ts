import type { ACCOUNTS } from '../accounts.ts';
import type { EmulatorClient } from './emulator.ts';
import type { AwsResult } from './types.ts';

/** Names under the root domain, as a browser asks for them. */
export interface Hosts {
  /** Answers a request for a hosted name, or undefined when it is an AWS API call. */
  readonly answer: (
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
  ) => Promise<AwsResult | undefined> | undefined;
}

export const createHosts = (_emulator: EmulatorClient, _accounts: typeof ACCOUNTS): Hosts => ({ answer: () => undefined });
