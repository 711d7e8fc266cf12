import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from '@jest/globals';
import { roleArn } from '@tenantry/shared/domain/names';
import { allow, trust } from '@tenantry/shared/infra/policy';
import { testAccounts, unusedAccountId } from '@tenantry/shared/testing/accounts';
import { createRole, functionRoleWith } from '@tenantry/shared/testing/role';
import { ulid } from 'ulid';
import { attack } from '../attack.ts';

attack(
  'assume-by-a-forged-event',
  "a stage is led to a role of its name in another tenant's account, and in an account of the attacker",
  async () => {
    const [name, mine, other] = [`forged-${ulid().toLowerCase()}`, ulid(), ulid()];
    const condition = { StringEquals: { 'aws:ResourceOrgID': ['$', '{aws:PrincipalOrgID}'].join('') } };
    const sts = new STSClient(await functionRoleWith(`${name}-function`, [allow('sts:AssumeRole', roleArn('*', name), condition)]));
    const [member, stranger] = [testAccounts.networking, unusedAccountId()];
    for (const account of [member, stranger])
      await createRole(account, name, trust(testAccounts.superAdmin, [`${name}-function`], mine), [allow('s3:ListAllMyBuckets', '*')]);
    const enter = (account: string, ExternalId?: string) =>
      sts.send(new AssumeRoleCommand({ RoleArn: roleArn(account, name), RoleSessionName: 'test', ...(ExternalId ? { ExternalId } : {}) }));
    expect((await enter(member, mine)).Credentials?.AccessKeyId).toBeDefined();
    for (const id of [other, undefined]) await expect(enter(member, id)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(enter(stranger, mine)).rejects.toMatchObject({ name: 'AccessDenied' });
  },
);
