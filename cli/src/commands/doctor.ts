import type { Command } from 'commander';
import { awsChecks, withAwsProfiles } from '../aws-checks.ts';
import { controlPlaneChecks, type GroupedCheck, machineChecks, zoneChecks } from '../checks.ts';
import { type Context, collect, leaf } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../invocation.ts';
import { show as shown } from '../web.ts';
import { type BeforeOptions, doctorBefore } from './doctor-before.ts';

/** How fixes name the runbook; where people read it, the deployment may say. */
const RUNBOOK = 'docs/runbook.md';

interface DoctorOptions extends BeforeOptions {
  readonly awsProfile?: readonly string[];
  readonly before?: boolean;
}

export const doctor = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'doctor',
    'check that everything works: sign-in, versions, accounts, roles, quotas, zone delegation',
    ['', '--aws-profile production=tenantry-production', '--before --config config/prod.json --confirm cloudfront'],
    [EXIT.negative],
  )
    .option(
      '--aws-profile <account=name>',
      'look into an account with an AWS profile: owner, superAdmin, devops, networking, production',
      collect,
    )
    .option('--before', 'look at what must be there before a deployment, in the real accounts; reads only, and asks no API of ours')
    .option('--config <file>', 'with --before: config/<deployment>.json')
    .option('--profile-pattern <pattern>', 'with --before: the AWS profile of each account (default: tenantry-{account})')
    .option('--confirm <id>', 'with --before: you have made sure of what no API says, e.g. cloudfront', collect)
    .addHelpText(
      'after',
      '\nEnds with 8 when a check does not hold (✖), or somebody should look (!): failed messages, tenants that need attention, alarms.',
    );
  shown<DoctorOptions>(
    command,
    context,
    () => '/checks',
    async (invocation, _args, options) => {
      if (options.before) return doctorBefore(invocation, options);
      const connection = await invocation.connect();
      const profiles = withAwsProfiles(connection.profile, options.awsProfile ?? []);
      const machine = machineChecks(connection);
      const { checks: plane, deployment } = await controlPlaneChecks(connection);
      const aws =
        deployment && Object.keys(profiles).length > 0 ? await awsChecks(connection.profile, profiles, deployment) : { checks: [] };
      const zone = deployment ? await zoneChecks(invocation.terminal, deployment, aws.nameServers) : [];
      const runbook = deployment?.runbookUrl ?? RUNBOOK;
      const checks = [...machine, ...plane, ...zone, ...aws.checks].map(
        (check): GroupedCheck => (check.fix ? { ...check, fix: check.fix.replaceAll(RUNBOOK, runbook) } : check),
      );
      const isOk = checks.every((check) => check.isOk);
      const explained = isOk ? '' : `what each finding means: ${runbook}#what-doctor-finds\n`;
      invocation.print({ isOk, checks }, () => checksText(checks, invocation) + explained);
      return isOk ? EXIT.ok : EXIT.negative;
    },
  );
};

const checksText = (checks: readonly GroupedCheck[], { styles }: Invocation): string => {
  const groups = [...new Set(checks.map(({ group }) => group))];
  const signs = { ok: styles.green('✔'), warning: styles.yellow('!'), failed: styles.red('✖') };
  return groups
    .map((group) => {
      const lines = checks
        .filter((check) => check.group === group)
        .map(
          // An API of before has no state.
          ({ isOk, state = isOk ? 'ok' : 'failed', name, detail, fix }) =>
            `  ${signs[state]} ${name}: ${detail}\n${!isOk && fix ? `      fix: ${fix}\n` : ''}`,
        );
      return `${styles.bold(group)}\n${lines.join('')}`;
    })
    .join('');
};
