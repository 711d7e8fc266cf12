import { parseArgs } from 'node:util';
import { byProfiles } from '../profile-name.ts';
import { removeDeployment, staysText } from './remove.ts';

const HELP = `Usage: npm run remove -- --stage prod [--list] [--delete-data prod] [--profile-pattern tenantry-{account}]

Removes console, services and landing zone of a deployment, in this order, with the AWS profiles tenantry-<account>, which must be of the
accounts that the configuration has. Refuses while a tenant or its account is there. What holds data stays and is listed: tables, buckets,
repositories, zone, keys, the cluster's last snapshot.
--list changes nothing: it says what would stay.
--delete-data NAME deletes what stays as well, for good; the name is the deployment's, once more.`;

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    list: { type: 'boolean', default: false },
    'delete-data': { type: 'string' },
    'profile-pattern': { type: 'string', default: 'tenantry-{account}' },
    help: { type: 'boolean', default: false },
  },
});

const remove = async (): Promise<void> => {
  const { stage, list, 'delete-data': data, 'profile-pattern': pattern } = values;
  if (!stage) throw new Error(`name the deployment: --stage prod\n\n${HELP}`);
  if (data !== undefined && data !== stage)
    throw new Error(`--delete-data ${data} is not the deployment ${stage}: write its name once more`);
  const stays = await removeDeployment({
    deployment: stage,
    isNamed: true,
    isListing: list,
    withData: data !== undefined,
    ...byProfiles(pattern),
    log: (line) => console.log(line),
  });
  console.log(stays.length === 0 ? 'nothing stays' : `${list ? 'would stay' : 'stays'}:`);
  for (const line of staysText(stays)) console.log(`  ${line}`);
};

if (values.help) {
  console.log(HELP);
} else {
  try {
    await remove();
  } catch (error) {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exitCode = 1;
  }
}
