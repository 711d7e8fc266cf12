import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ListOrganizationalUnitsForParentCommand,
  ListPoliciesForTargetCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { type DeployOptions, deployLandingZone } from '@tenantry/landing-zone/deploy';
import { planLandingZone } from '@tenantry/landing-zone/plan/plan';
import { removeDeployment } from '@tenantry/landing-zone/remove/remove';
import { type Config, configOf, takeConfigFrom } from '@tenantry/shared/deployment/config';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { WORLD } from '../../laptop/src/world.ts';

const [FIRST, SECOND] = ['dev', 'two'] as const;
const first = configOf(FIRST);
/** What a person changes of a copy, by docs/deploy.md#a-second-deployment. */
const second: Config = {
  ...first,
  rootDomain: 'two.localhost',
  organization: { ...first.organization, tenantsOu: 'Tenants two', quarantineOu: 'Quarantine two', bootstrapOu: 'Bootstrap two' },
  identityCenter: {
    ...first.identityCenter,
    assignments: first.identityCenter.assignments.map((one) => ({ ...one, permissionSet: `${one.permissionSet}-two` })),
  },
  watch: { ...first.watch, guardDuty: false },
};

let aws: OwnAws;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tenantry-second-'));
  aws = await startOwnAws({ world: WORLD, region: first.region, clock: 'instant', postgres: true });
  process.env.AWS_ENDPOINT_URL = aws.local.url;
  await deployLandingZone(options(FIRST));
});
afterAll(async () => {
  await aws.stop();
  await rm(folder, { recursive: true });
});

const options = (deployment: string): DeployOptions => ({
  deployment,
  isNamed: true,
  credentialsOf: (account) => aws.as(ACCOUNTS[account]).credentials,
  credentialsName: (account) => `root of ${account}`,
  log: () => {},
});
/** @param name of the file: a configuration is read once */
const configured = async (name: string, config: Config): Promise<void> => {
  const file = path.join(folder, `${name}.json`);
  await writeFile(file, JSON.stringify(config));
  takeConfigFrom(SECOND, pathToFileURL(file));
};
/** The policies of each of the first one's units. */
const policies = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
  const client = new OrganizationsClient(aws.as(ACCOUNTS.owner));
  const { Roots = [] } = await client.send(new ListRootsCommand({}));
  const { OrganizationalUnits = [] } = await client.send(new ListOrganizationalUnitsForParentCommand({ ParentId: Roots[0]?.Id }));
  const found: Record<string, readonly string[]> = {};
  for (const { Id, Name = '' } of OrganizationalUnits.filter((unit) => !unit.Name?.endsWith('two'))) {
    const list = new ListPoliciesForTargetCommand({ TargetId: Id, Filter: 'SERVICE_CONTROL_POLICY' });
    found[Name] = ((await client.send(list)).Policies ?? []).map((policy) => policy.Name ?? '').sort();
  }
  return found;
};
const touched = async () => (await planLandingZone(options(FIRST))).filter(({ outcome }) => outcome !== 'unchanged');

test('a second deployment stands in the same accounts beside the first one, and neither its making nor its removal touches that', async () => {
  const before = await policies();
  expect(Object.keys(before)).toEqual(expect.arrayContaining(['Tenants', 'Quarantine', 'Bootstrap']));

  await configured('same-units', { ...second, organization: first.organization });
  await expect(deployLandingZone(options(SECOND))).rejects.toThrow('a unit that the deployment dev has in the organization already');
  await configured('another-detector', { ...second, watch: first.watch });
  await expect(deployLandingZone(options(SECOND))).rejects.toThrow('set watch.guardDuty to false');

  await configured('changed', second);
  await deployLandingZone(options(SECOND));
  expect(await touched()).toEqual([]);
  expect(await policies()).toEqual(before);

  await removeDeployment({ ...options(SECOND), isListing: false, withData: true });
  expect(await touched()).toEqual([]);
  expect(await policies()).toEqual(before);
});
