import { parseArgs } from 'node:util';
import { usageError } from '../cli/src/exit-code.ts';

export const USAGE = `Usage: npm run acceptance -- --deployment prod --admin-email you+acceptance@example.com [options]

On-boards one tenant on a deployment, verifies it, replays its first event, off-boards it and proves that nothing is left; then compares what
AWS was asked and answered with what the laptop's answers, and writes a report that names nothing of yours.
It creates an AWS account and has it closed again, which counts against AWS's quota of closings. Three quarters of an hour in AWS.

  --deployment NAME          the deployment, of config/NAME.json
  --admin-email ADDRESS      of the tenant's first user: Cognito mails it a password
  --profile NAME             the profile of the command tenantry, as whom the API is asked (its default, or what the environment says)
  --profile-pattern PATTERN  AWS profiles that may read (default tenantry-{account})
  --tenant ID                go on with the tenant of a run that was interrupted
  --out FILE                 the report (default .local/acceptance-report.md)
  --yes                      do not ask before it begins
  --keep [--runs N]          another thing: run N times (default 5) on a laptop, and keep what it did as the reference
  --help                     this text`;

export interface AcceptanceOptions {
  readonly deployment: string;
  readonly adminEmail?: string;
  readonly profile?: string;
  readonly pattern: string;
  readonly tenantId?: string;
  readonly out?: string;
  readonly isConfirmed: boolean;
}
/** What was asked for. */
export type Request =
  | { readonly do: 'help' }
  | { readonly do: 'keep'; readonly runs: number }
  | { readonly do: 'run'; readonly options: AcceptanceOptions };

const parse = (argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: {
      deployment: { type: 'string' },
      'admin-email': { type: 'string' },
      profile: { type: 'string' },
      'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
      tenant: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      runs: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  }).values;

/** @throws CommandError that names the option */
export const requestOf = (argv: readonly string[]): Request => {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(argv);
  } catch (error) {
    throw usageError((error as Error).message, 'npm run acceptance -- --help');
  }
  if (values.help) return { do: 'help' };
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 2 || runs > 20)
    throw usageError(`--runs ${values.runs} is no number from 2 to 20`, 'npm run acceptance -- --keep');
  if (values.keep) return { do: 'keep', runs };
  const { deployment, 'admin-email': adminEmail, profile, tenant: tenantId, out } = values;
  if (!deployment) throw usageError('--deployment is missing', 'name the deployment: npm run acceptance -- --deployment prod');
  return {
    do: 'run',
    options: {
      deployment,
      ...(adminEmail === undefined ? {} : { adminEmail }),
      ...(profile === undefined ? {} : { profile }),
      ...(tenantId === undefined ? {} : { tenantId }),
      ...(out === undefined ? {} : { out }),
      pattern: values['profile-pattern'],
      isConfirmed: values.yes,
    },
  };
};
