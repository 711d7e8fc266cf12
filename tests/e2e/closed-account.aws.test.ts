import { CloseAccountCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { onceFree } from '@tenantry/shared/testing/once-free';
import pg from 'pg';
import type { Evidence } from '../../services/offboard/src/evidence.ts';
import { accountsOf, type WayBack, wayBack } from './way-back.ts';

const evidenceAt = async (location: string): Promise<Evidence> => {
  const { hostname: Bucket, pathname } = new URL(location);
  const { Body } = await new S3Client(rootOf(testAccounts.superAdmin)).send(new GetObjectCommand({ Bucket, Key: pathname.slice(1) }));
  return JSON.parse((await Body?.transformToString()) ?? '') as Evidence;
};
const hasDatabase = async (name: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: process.env.TENANTRY_POSTGRES_URL ?? '' });
  await client.connect();
  const { rows } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  await client.end();
  return rows.length > 0;
};

describe('a tenant whose account somebody closed by hand', () => {
  let way: WayBack;
  let before: Tenant;
  let after: Tenant;
  beforeAll(async () => {
    way = await wayBack();
    before = await way.get((await way.on.onboard()).tenantId);
    const organizations = new OrganizationsClient(rootOf(testAccounts.owner));
    await onceFree(() => organizations.send(new CloseAccountCommand({ AccountId: before.accountId })));
    await eventually('the account is closed', async () => (await accountsOf(before.tenantId))[0] === 'CLOSED');
    const body = { confirm: before.slug, reason: 'the account was closed by mistake', export: false };
    await way.api('POST /tenants/{id}/offboard', { path: { id: before.tenantId }, body });
    after = await way.gone(before.tenantId);
  });

  test('is off-boarded all the same: schema, records, peerings, routes and pipeline go', async () => {
    expect(after).toMatchObject({ stalled: [], offboarding: { leftovers: 0, closing: { state: 'closed' } } });
    expect(await way.leftOf({ ...before, isAccountClosed: true })).toEqual([]);
    expect(await hasDatabase(String(before.configuration.schemaName))).toBe(false);
  });

  test('has evidence that names what lay in the account, and does not claim that anybody looked', async () => {
    const { proof } = await evidenceAt(after.offboarding?.evidence?.location ?? '');
    expect(proof).toMatchObject({ accountState: 'CLOSED', leftovers: 0 });
    const unseen = proof?.baseline.filter(({ accountId }) => accountId === before.accountId) ?? [];
    const { vpcId, bucketName, distributionId, userPoolId } = before.configuration;
    for (const id of [before.accountId, vpcId, bucketName, distributionId, userPoolId]) {
      expect(unseen).toContainEqual(
        expect.objectContaining({ id, reason: expect.stringMatching(/^not looked at: the account was closed before 20/) }),
      );
    }
  });

  test('shows in the API what was left to the account', () => {
    const { remains } = after.offboarding ?? {};
    expect(remains?.map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringContaining(`VPC ${before.configuration.vpcId}`)]),
    );
  });
});
