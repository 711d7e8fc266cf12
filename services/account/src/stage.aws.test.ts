import { ListRolesCommand } from '@aws-sdk/client-iam';
import { ListParentsCommand } from '@aws-sdk/client-organizations';
import { afterAll, describe, expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { accountPolicy } from '@tenantry/landing-zone/policies/account';
import { configOf } from '@tenantry/shared/config';
import { allow, trust } from '@tenantry/shared/infra/policy';
import type { LandingZone } from '@tenantry/shared/landing-zone';
import { crossAccountRoleArn, functionRoleName, serviceName } from '@tenantry/shared/names';
import { fresh, type StageRecord } from '@tenantry/shared/record';
import { stepsOf } from '@tenantry/shared/stage';
import { testAccounts } from '@tenantry/shared/testing/accounts';
import { createRole, functionRoleWith } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import { leaseTableName } from './creation-lease.ts';
import { scopeOf } from './scope.ts';
import { account } from './stage.ts';
import { deployment, organizations, tenantIn } from './testing/tenant-account.ts';

const environment = { ...process.env };
afterAll(() => {
  Object.assign(process.env, environment);
});

describe('account', () => {
  test("the landing zone's roles suffice to build an account and to take it back", async () => {
    const at = await deployment();
    const { stage, owner } = at;
    const { credentials } = await functionRoleWith(functionRoleName(stage, 'account'), [
      allow('sts:AssumeRole', [crossAccountRoleArn(testAccounts.owner, stage, 'account'), crossAccountRoleArn('*', stage, 'account')]),
      allow(['dynamodb:PutItem', 'dynamodb:DeleteItem'], `arn:aws:dynamodb:*:*:table/${leaseTableName(stage)}`),
    ]);
    const trusted = trust(testAccounts.superAdmin, [functionRoleName(stage, 'account')]);
    await createRole(testAccounts.owner, serviceName(stage, 'account'), trusted, accountPolicy);
    process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
    process.env.AWS_SESSION_TOKEN = credentials.sessionToken ?? '';
    const zone = { stage, config: configOf('dev'), owner } as unknown as LandingZone;

    let record: StageRecord = fresh(ulid());
    let out: object = {};
    for (const step of stepsOf(account)) {
      const answer = await settled(() => step.ensure(scopeOf(record, zone) as never, out as never, {}));
      record = { ...record, done: { ...record.done, [step.name]: { generation: 1, out: answer } } };
      out = { ...out, ...answer };
    }
    const requested = {
      slug: 'mercy',
      name: 'Mercy',
      domain: 'mercy.app.localhost',
      adminEmail: 'a@b.example',
      plan: 'standard',
      variables: {},
    };
    const envelope = { tenantId: record.tenantId, eventId: 'e', causedBy: 'c', at: new Date().toISOString() };
    const { accountId } = AccountReady.detail.parse({ ...requested, ...out, ...envelope });

    for (const step of stepsOf(account).toReversed()) await settled(() => step.remove(scopeOf(record, zone) as never, {}));
    expect((await organizations.send(new ListParentsCommand({ ChildId: accountId }))).Parents?.[0]?.Id).toBe(owner.quarantineOuId);
    const { Roles = [] } = await tenantIn(at).tenant(accountId).iam.send(new ListRolesCommand({}));
    const left = Roles.map(({ RoleName = '' }) => RoleName).filter((name) => name.startsWith('tenantry-'));
    expect(left.sort()).toEqual([serviceName(stage, 'account'), serviceName(stage, 'offboard')]);
  });
});
