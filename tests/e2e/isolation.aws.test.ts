import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConcurrencyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '@tenantry/api-client/client';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy } from '@tenantry/shared/infra/policy';
import { rootOf } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import { createRole } from '@tenantry/shared/testing/role';
import { httpFetch } from '../../laptop/demo/http.ts';
import { type Harness, harness } from './harness.ts';
import { answers } from './way-to-database.ts';

/** A tenant that was really on-boarded is isolated by the deployed API, and let back. */
let on: Harness;
let api: Client;
let tenant: Tenant;
const path = () => ({ id: tenant.tenantId });
const body = (reason: string) => ({ confirm: tenant.slug, reason });
const report = async () => (await api('GET /tenants/{id}', { path: path() })).isolationReport;

beforeAll(async () => {
  on = await harness();
  const token = await on.admin.token();
  api = createClient({ baseUrl: on.admin.apiUrl, token: () => token });
  const { tenantId } = await on.onboard();
  tenant = await api('GET /tenants/{id}', { path: { id: tenantId } });
});

/** Of a role that somebody has in the account, from before. */
const sessionOf = async (accountId: string): Promise<S3Client> => {
  const own = policy([{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }]);
  await createRole(accountId, 'somebody', own, [allow('s3:ListAllMyBuckets', '*')]);
  const RoleArn = `arn:aws:iam::${accountId}:role/somebody`;
  const { Credentials } = await new STSClient(rootOf(accountId)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'thief' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return new S3Client({ ...rootOf(accountId), credentials });
};

describe('a tenant that may be compromised', () => {
  let thief: S3Client;
  const steals = (): Promise<string> =>
    thief.send(new ListBucketsCommand({})).then(
      () => 'seen',
      ({ name }: Error) => name,
    );
  const reserved = async (): Promise<number | undefined> => {
    const asked = new GetFunctionConcurrencyCommand({ FunctionName: tenantResourceName(tenant.tenantId, 'api') });
    return (await new LambdaClient(rootOf(tenant.accountId ?? '')).send(asked)).ReservedConcurrentExecutions;
  };

  test('is off the net and out of reach of its roles within a minute, and is called isolated only then', async () => {
    thief = await sessionOf(tenant.accountId ?? '');
    expect(await steals()).toBe('seen');
    await answers(on, tenant, 200);
    await api('POST /tenants/{id}/isolation', { path: path(), body: body('strange sign-ins') });
    const done = await eventually('every stage has said so', async () => {
      const said = await report();
      return said?.state === 'isolated' ? said : undefined;
    });
    const last = Math.max(...done.stages.map(({ doneAt }) => Date.parse(doneAt ?? '')));
    expect(done.stages.map(({ stage }) => stage)).toEqual(['account', 'network', 'edge', 'pipeline']);
    expect((last - Date.parse(done.since)) / 1000).toBeLessThan(60);
    expect(done).toMatchObject({ reason: 'strange sign-ins', requestedBy: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    const { status, text } = await httpFetch(`http://${tenant.domain}:${on.laptop.port}/`);
    expect([status, text]).toEqual([503, expect.stringContaining('Not available')]);
    expect([await steals(), await reserved()]).toEqual(['AccessDenied', 0]);
  });

  test('stays so when its stages are asked to verify everything', async () => {
    for (const stage of ['account', 'network', 'edge', 'pipeline'] as const)
      await api('POST /tenants/{id}/retry', { path: path(), body: { stage } });
    await eventually('the stages have worked again', async () => {
      const { stages } = await api('GET /tenants/{id}', { path: path() });
      return stages.filter(({ step }) => step.startsWith('isolated')).every(({ state }) => state === 'done') || undefined;
    });
    await eventually('every stage has said so again', async () => (await report())?.state === 'isolated' || undefined);
    expect([await steals(), await reserved()]).toEqual(['AccessDenied', 0]);
  });

  test('answers as before when the isolation ends', async () => {
    await api('POST /tenants/{id}/isolation/end', { path: path(), body: body('a false alarm') });
    await eventually('every stage has verified what it had', async () => ((await report()) === undefined ? true : undefined));
    await answers(on, tenant, 200);
    const { status } = await httpFetch(`http://${tenant.domain}:${on.laptop.port}/`);
    expect([status, await steals(), await reserved()]).toEqual([200, 'seen', undefined]);
    expect(await api('GET /tenants/{id}', { path: path() })).toMatchObject({ state: 'ready' });
    await expect(api('POST /tenants/{id}/isolation/end', { path: path(), body: body('again') })).rejects.toMatchObject({
      code: 'not-isolated',
    });
  });

  test('goes as any other, isolated as it is, with nothing left', async () => {
    const iam = new IAMClient(rootOf(tenant.accountId ?? ''));
    await iam.send(new DeleteRolePolicyCommand({ RoleName: 'somebody', PolicyName: 'policy' }));
    await iam.send(new DeleteRoleCommand({ RoleName: 'somebody' })); // not the tenant's: the sweep would leave it alone, and say so
    await api('POST /tenants/{id}/isolation', { path: path(), body: body('strange sign-ins again') });
    await eventually('every stage has said so', async () => (await report())?.state === 'isolated' || undefined);
    await api('POST /tenants/{id}/offboard', { path: path(), body: { ...body('compromised'), export: true } });
    await on.reached(tenant.tenantId, ['offboarded']);
    const gone = await api('GET /tenants/{id}', { path: path() });
    expect([gone.offboarding?.leftovers, gone.isolationReport]).toEqual([0, undefined]);
    expect(gone.offboarding?.exportLocation).toContain(tenant.tenantId);
  });
});
