import type { Command } from 'commander';
import { reportOf } from '../access/report.ts';
import { ACCOUNTS } from '../access/store.ts';
import { accessCsv, accessText, NOT_ASKED } from '../access/text.ts';
import { prepareSdk, withAwsProfiles } from '../aws-checks.ts';
import { act, type Context, collect, leaf } from '../command.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { allTenants, findTenantId } from '../tenants.ts';

interface AccessOptions {
  readonly awsProfile?: readonly string[];
  readonly csv?: boolean;
  readonly strict?: boolean;
}

export const access = (program: Command, context: Context): void => {
  const command = leaf(
    program,
    'access <tenant>',
    "list who can reach a tenant's data, by the deployed policies",
    ['mercy --aws-profile tenant=mercy-readonly', 'mercy --csv > access.csv', 'mercy --strict --json'],
    [EXIT.negative],
  )
    .option('--aws-profile <account=name>', `read an account with an AWS profile: ${ACCOUNTS.join(', ')}`, collect)
    .option('--csv', 'print CSV: a line for each who and what')
    .option('--strict', 'end with 8 when somebody is not expected, or something could not be read')
    .addHelpText('after', '\nReads with your own AWS profiles and changes nothing. What they must see: docs/access.md.');
  act<AccessOptions>(command, context, async (invocation, [meant = ''], { awsProfile = [], csv = false, strict = false }) => {
    const { api, profile } = await invocation.connect();
    const profiles = withAwsProfiles(profile, awsProfile, ACCOUNTS);
    const id = await findTenantId(api, meant);
    const [tenant, deployment] = await Promise.all([api('GET /tenants/{id}', { path: { id } }), api('GET /deployment')]);
    if (tenant.accountId === undefined)
      throw new CommandError(EXIT.negative, `${tenant.slug} has no account yet`, 'ask again when it has one');
    prepareSdk(profile);
    const { stage, region, accounts, hostedZoneId } = deployment;
    const others = async () => (await allTenants(api)).filter(({ tenantId, state }) => tenantId !== id && state !== 'offboarded');
    const where = { deployment: stage, region, tenantId: id, others, hostedZoneId, accountIds: { ...accounts, tenant: tenant.accountId } };
    const rights = Object.fromEntries(Object.entries(profiles).map(([account, name]) => [account, { profile: name }]));
    // With it come the SDK's clients: every other command starts sooner without them.
    const { readSnapshot } = await import('../access/read/snapshot.ts');
    const report = reportOf(await readSnapshot(where, rights));
    if (csv) invocation.terminal.out.write(accessCsv(report));
    else
      invocation.print({ ...report, notAsked: NOT_ASKED }, () =>
        accessText(report, tenant.slug, where.accountIds, invocation.styles, invocation.width),
      );
    return strict && (report.unexpected > 0 || !report.isComplete) ? EXIT.negative : EXIT.ok;
  });
};
