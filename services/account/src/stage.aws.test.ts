import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListParentsCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-organizations';
import { afterAll, describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { TENANT_ROLES } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { functionRoleName, POOL_TAG, serviceName, TENANT_TAG } from '@tenantry/shared/domain/names';
import { trust } from '@tenantry/shared/infra/policy';
import { inputs } from '@tenantry/shared/saga/inputs';
import { fresh, type StageRecord } from '@tenantry/shared/saga/record';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { createRole } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import { scopeOf } from './scope.ts';
import { account } from './stage.ts';
import { organizations, ownerRights, rootIn, deployment as testDeployment } from './testing/tenant-account.ts';

const environment = { ...process.env };
afterAll(() => {
  Object.assign(process.env, environment);
});

/** A deployment whose functions work with exactly the rights of the landing zone. */
const restricted = async () => {
  const at = await testDeployment();
  const { deployment, owner, ofFunction } = at;
  const { credentials } = ofFunction;
  const trusted = trust(testAccounts.superAdmin, [functionRoleName(deployment, 'account')]);
  await createRole(testAccounts.owner, serviceName(deployment, 'account'), trusted, ownerRights(deployment, owner));
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  process.env.AWS_SESSION_TOKEN = credentials.sessionToken ?? '';
  const config = configOf('dev');
  const zone = {
    deployment,
    config: { ...config, organization: { ...config.organization, recycle: true } },
    owner,
  } as unknown as LandingZone;
  return { at, zone };
};
const requested = {
  slug: 'mercy',
  name: 'Mercy',
  domain: 'mercy.app.localhost',
  adminEmail: 'a@b.example',
  plan: 'standard',
  variables: {},
};
/** Builds everything; answers the record and what `AccountReady` says. */
const build = async (zone: LandingZone) => {
  let record: StageRecord = fresh(ulid());
  let out: object = {};
  for (const step of stepsOf(account)) {
    const answer = await settled(() => step.ensure(scopeOf(record, zone) as never, out as never, {}));
    record = { ...record, done: { ...record.done, [step.name]: { generation: 1, out: answer } } };
    out = { ...out, ...answer };
  }
  const envelope = { tenantId: record.tenantId, eventId: 'e', causedBy: 'c', at: new Date().toISOString() };
  return { record, ready: AccountReady.detail.parse({ ...requested, ...out, ...envelope }) };
};
const remove = async (record: StageRecord, zone: LandingZone): Promise<void> => {
  for (const step of stepsOf(account).toReversed()) {
    await settled(() => step.remove(scopeOf(record, zone) as never, inputs(account, record) as never, record.done[step.name]?.out ?? {}));
  }
};
const rolesIn = async (accountId: string): Promise<string[]> => {
  const { Roles = [] } = await rootIn(accountId)(IAMClient).send(new ListRolesCommand({}));
  return Roles.flatMap(({ RoleName = '' }) => (RoleName.startsWith('tenantry-') ? [RoleName] : [])).sort();
};
const parentOf = async (accountId: string): Promise<string | undefined> =>
  (await organizations.send(new ListParentsCommand({ ChildId: accountId }))).Parents?.[0]?.Id;

describe('account', () => {
  test("the landing zone's roles suffice to build an account, to remove it, and to give it to the next tenant", async () => {
    const { at, zone } = await restricted();
    const { deployment, owner } = at;
    const { record, ready } = await build(zone);
    const { accountId } = ready;
    await remove(record, zone);
    expect(await parentOf(accountId)).toBe(owner.quarantineOuId);
    expect(await rolesIn(accountId)).toEqual([serviceName(deployment, 'account'), serviceName(deployment, 'offboard')]);

    // As the offboard stage leaves an account that nobody has used.
    await organizations.send(new TagResourceCommand({ ResourceId: accountId, Tags: [{ Key: POOL_TAG, Value: deployment }] }));
    await organizations.send(new UntagResourceCommand({ ResourceId: accountId, TagKeys: [TENANT_TAG] }));
    const next = await build(zone);
    expect(next.ready.accountId).toBe(accountId);
    expect(await parentOf(accountId)).toBe(owner.tenantsOuId);
    expect(await rolesIn(accountId)).toEqual(TENANT_ROLES.map((role) => serviceName(deployment, role)).sort());
    const cloudFormation = rootIn(accountId)(CloudFormationClient);
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: serviceName(deployment, 'baseline') }));
    expect(Stacks?.[0]?.Tags).toContainEqual({ Key: TENANT_TAG, Value: next.record.tenantId });
    await remove(next.record, zone);
  });
});
