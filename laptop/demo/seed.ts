import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ACCOUNTS } from '../src/accounts.ts';
import { LOCAL_FOLDER } from '../src/paths.ts';
import type { Laptop } from './laptop.ts';
import { seedTenants } from './seed-tenants.ts';

/** `npm run demo:seed [-- 1000]`: puts so many tenants into the list of the running demo, to see it full. They have nothing in AWS. */
const count = Number(process.argv[2] ?? 1_000);
if (!Number.isInteger(count) || count < 1 || count > 10_000) throw new Error('usage: npm run demo:seed [-- <1 to 10000>]');
const file = path.join(LOCAL_FOLDER, 'tenantry.json');
const text = await readFile(file, 'utf8').catch((cause: unknown) => {
  throw new Error('no demo is running: start one with npm run demo', { cause });
});
const { signInUrl, consoleUrl } = JSON.parse(text) as { readonly signInUrl: string; readonly consoleUrl: string };
const { origin: url } = new URL(signInUrl);
const { region } = (await (await fetch(`${url}/_laptop/health`)).json()) as Pick<Laptop, 'region'>;
await seedTenants({ url, region, accounts: ACCOUNTS }, count);
console.log(`${count} tenants are on their way into the list at ${consoleUrl}`);
