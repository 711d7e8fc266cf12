import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { fromIni } from '@aws-sdk/credential-providers';
import { requireLandingZone } from '@tenantry/landing-zone/elsewhere';
import { profileName } from '@tenantry/landing-zone/profile-name';
import { checkAccounts } from '@tenantry/shared/deployment/accounts';
import { configOf } from '@tenantry/shared/deployment/config';
import { asRestore } from './as-restore.ts';
import { planOf, type RestoreOptions, restoreTables } from './restore.ts';
import { tableRules } from './rules.ts';

const HELP = `Usage: npm run restore -- --stage prod --at 2026-11-28T20:00:00Z [--plan] [--yes] [--profile-pattern tenantry-{account}]

Sets the tables of the control plane back to a moment, and has everything catch up with AWS. Tenants' applications run on; nothing of
the control plane does meanwhile. docs/restore.md says what comes back, what stays, and how to restore the database cluster.
--plan changes nothing: it says from when to when the tables can be restored.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    at: { type: 'string' },
    plan: { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    help: { type: 'boolean', default: false },
  },
});

/** @throws Error for what is no moment: a time without its zone would mean another one elsewhere */
const momentOf = (text = ''): Date => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$/.test(text)) throw new Error(`--at ${text}: write it as 2026-11-28T20:00:00Z`);
  return new Date(text);
};

const confirmed = async (deployment: string): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`The API of ${deployment} is closed until it is done. Write ${deployment} to go on: `);
  terminal.close();
  return answer.trim() === deployment;
};

const restore = async (): Promise<void> => {
  const { stage, plan, yes, 'profile-pattern': pattern } = values;
  if (!stage) throw new Error(`name the deployment: --stage prod\n\n${HELP}`);
  const at = momentOf(values.at);
  const config = configOf(stage);
  const profile = profileName(pattern, 'superAdmin');
  const log = (line: string) => console.log(line);
  const credentialsOf = () => fromIni({ profile });
  const credentialsName = () => `profile ${profile}`;
  await checkAccounts({ deployment: stage, isNamed: true, config, accounts: ['superAdmin'], credentialsOf, credentialsName, log });
  await requireLandingZone({ region: config.region, credentials: credentialsOf() }, stage);
  // Who restores needs `sts:AssumeRole` on the role, and no more.
  const credentials = asRestore(stage, config, credentialsOf());
  const options: RestoreOptions = {
    deployment: stage,
    config,
    credentials,
    at,
    by: 'restore',
    log,
    now: () => new Date(),
    wait: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
  };
  const { earliest, latest } = await planOf(options);
  console.log(`tables can be restored to a moment from ${earliest.toISOString()} to ${latest.toISOString()}:`);
  for (const { table } of tableRules(stage)) console.log(`  ${table}`);
  if (plan) return;
  if (!yes && !(await confirmed(stage))) throw new Error('nothing was changed');
  await restoreTables(options);
};

if (values.help) {
  console.log(HELP);
} else {
  try {
    await restore();
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
