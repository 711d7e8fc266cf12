import { ListPoliciesForTargetCommand } from '@aws-sdk/client-organizations';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from '@jest/globals';
import { allow } from '@tenantry/shared/infra/policy';
import { isolation } from '@tenantry/shared/testing/isolation';
import { roleWith } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import { deployment, organizations, tenantBefore } from '../testing/tenant-account.ts';
import { isolatedAccount } from './isolated-account.ts';

describe('the guard of an isolated account', () => {
  const at = deployment();
  const someone = async () => {
    const { scope, needs } = await tenantBefore(await at, 'readiness');
    const { accountId } = needs as { readonly accountId: string };
    const isGuarded = async (): Promise<boolean> => {
      const ask = new ListPoliciesForTargetCommand({ TargetId: accountId, Filter: 'SERVICE_CONTROL_POLICY' });
      return ((await organizations.send(ask)).Policies ?? []).some(({ Id }) => Id === scope.owner.isolationPolicyId);
    };
    const change = (isolated: boolean) => settled(() => isolatedAccount.ensure(scope, { accountId, ...isolation(isolated) }, {}));
    return { scope, accountId, isGuarded, change };
  };

  test('is attached once, ends sessions that there are, lets the stage in, and goes when the isolation ends', async () => {
    const { scope, accountId, isGuarded, change } = await someone();
    const session = new S3Client(await roleWith(accountId, [allow('s3:ListAllMyBuckets', '*')]));
    const look = (client: S3Client) =>
      client.send(new ListBucketsCommand({})).then(
        () => 'seen',
        ({ name }: Error) => name,
      );
    expect(await look(session)).toBe('seen');
    for (const _ of [1, 2]) {
      await change(true);
      expect([await isGuarded(), await look(session)]).toEqual([true, 'AccessDenied']);
    }
    expect(await look(scope.tenant(accountId)(S3Client))).toBe('seen');
    for (const _ of [1, 2]) {
      await change(false);
      expect([await isGuarded(), await look(session)]).toEqual([false, 'seen']);
    }
  });

  test('goes with the tenant: a recycled account is not isolated', async () => {
    const { scope, accountId, isGuarded, change } = await someone();
    await change(true);
    await settled(() => isolatedAccount.remove(scope, { accountId }, {}));
    expect(await isGuarded()).toBe(false);
  });
});
