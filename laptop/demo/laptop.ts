import type { ACCOUNTS } from '../src/accounts.ts';

/** As much of a running AWS as the demo and the end-to-end tests need: `Local` is one. */
export interface Laptop {
  readonly url: string;
  readonly port: number;
  readonly accounts: typeof ACCOUNTS;
  /** Of the deployment. */
  readonly region: string;
  readonly postgres?: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
}
