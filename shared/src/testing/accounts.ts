import { configOf } from '../deployment/config.ts';

interface Configuration {
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
}

const { accounts: shared, region: deployed } = configOf('dev');
/** Accounts of the `dev` stage, in which tests run. */
export const testAccounts = shared;
/** The region of the `dev` stage: of everything that a test makes, unless AWS has it elsewhere. */
export const testRegion = deployed;

/** Client configuration of an account's root, which the emulator knows by its 12-digit access key. For tests only. */
export const rootOf = (accountId: string, region: string = testRegion): Configuration => ({
  region,
  credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
});

// Jest loads this module again for every test file of a process.
let accounts = Math.floor(Math.random() * 1_000_000);
/** The id of an account that no other test uses. */
export const unusedAccountId = (): string => String(200_000_000_000 + (process.pid % 100_000) * 1_000_000 + accounts++).slice(0, 12);
