import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { resourceCount } from '@tenantry/api-client/resource-count';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { eventually } from '@tenantry/shared/testing/eventually';
import pg from 'pg';
import { testDatabase } from '../../services/pipeline/src/testing/database.ts';
import { restore } from '../../services/pipeline/src/testing/restore.ts';
import { ELSEWHERE, PART_OF } from '../swept.ts';
import { accountsOf, type WayBack, wayBack } from './way-back.ts';

const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient(rootOf(testAccounts.superAdmin)));

describe('a tenant with data', () => {
  const ROWS = 300;
  let way: WayBack;
  let tenant: Tenant;
  let fault = '';
  /** As the tenant's own API writes. */
  const fill = async (schema: string): Promise<void> => {
    const client = new pg.Client({ connectionString: process.env.TENANTRY_POSTGRES_URL?.replace(/\/postgres$/, `/${schema}`) ?? '' });
    await client.connect();
    await client.query(`SET search_path = ${schema};
      INSERT INTO patients (record_number, given_name, family_name, birth_date)
        SELECT 'R' || i, 'Given ' || i, E'Family\\t' || i, DATE '1990-01-01' + i FROM generate_series(1, ${ROWS}) i;
      INSERT INTO appointments (patient_id, starts_at, ends_at) SELECT id, now(), now() + interval '1 hour' FROM patients`);
    await client.end();
  };
  beforeAll(async () => {
    way = await wayBack();
    tenant = await way.get((await way.on.onboard()).tenantId);
    await fill(String(tenant.configuration.schemaName));
    fault = await way.on.running.addFault({
      match: { labels: { step: 'network.vpc' }, operation: 'DeleteVpc', account: tenant.accountId ?? '' },
      effect: { kind: 'error', code: 'UnauthorizedOperation', message: 'a policy that was changed by hand forbids it' },
      times: null,
    });
    await way.api('POST /tenants/{id}/offboard', {
      path: { id: tenant.tenantId },
      body: { confirm: tenant.slug, reason: 'the contract has ended', export: true },
    });
  });
  afterAll(() => way.on.running.removeFault(fault));

  test('whose removal keeps failing shows where, why and what to do, and waits for a person', async () => {
    const attempted = async () => ((await way.on.running.struck())[fault] ?? 0) > 0;
    await eventually('the removal has failed', attempted);
    // Eleven more attempts take forty minutes of back-off: they are counted in the record.
    await dynamo.send(
      new UpdateCommand({
        TableName: 'tenantry-dev-network',
        Key: { tenantId: tenant.tenantId },
        UpdateExpression: 'SET #record.attempts = :many, #version = #version + :one',
        ExpressionAttributeNames: { '#record': 'record', '#version': 'version' },
        ExpressionAttributeValues: { ':many': 12, ':one': 1 },
      }),
    );
    const stalled = await eventually('the network stage has stalled', async () => {
      const found = await way.get(tenant.tenantId);
      return found.stalled.length > 0 && found;
    });
    expect(stalled).toMatchObject({ state: 'offboarding', stalled: ['network'], actions: expect.arrayContaining(['retry']) });
    expect(stalled.stages.find(({ stage }) => stage === 'network')).toMatchObject({
      state: 'stalled',
      failure: {
        step: 'vpc',
        call: 'EC2 DeleteVpc',
        code: 'UnauthorizedOperation',
        message: expect.stringContaining('changed by hand'),
        advice: expect.stringContaining('deploy the tenant baseline'),
      },
    });
    const letter = await eventually('the message is a dead letter', async () => {
      const { letters } = await way.api('GET /dead-letters', { query: { queue: 'network' } });
      return letters.find(({ tenantId }) => tenantId === tenant.tenantId);
    });
    expect(letter).toMatchObject({ kind: 'stalled', message: expect.stringContaining('changed by hand') });
    expect(await way.leftOf(tenant)).toContainEqual(expect.stringContaining('VPC vpc-'));
  });

  test('once the cause is gone, a retry ends the way back and leaves nothing', async () => {
    await way.on.running.removeFault(fault);
    await way.api('POST /tenants/{id}/retry', { path: { id: tenant.tenantId }, body: { stage: 'network' } });
    const offboarded = await way.gone(tenant.tenantId);
    expect(offboarded).toMatchObject({ stalled: [], offboarding: { leftovers: 0, closing: { state: 'closed' } } });
    expect(await way.leftOf(tenant)).toEqual([]);
    expect(await accountsOf(tenant.tenantId)).toEqual(['CLOSED']);
  });

  test('has them in the retention bucket: they restore into an empty database, row by row, and the checksums hold', async () => {
    const { offboarding } = await way.get(tenant.tenantId);
    const [, Bucket = '', Prefix = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(offboarding?.exportLocation ?? '') ?? [];
    const s3 = new S3Client({ ...rootOf(testAccounts.superAdmin), forcePathStyle: true });
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix }));
    const files = new Map<string, string>();
    for (const { Key = '' } of Contents) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      files.set(Key.slice(Prefix.length), (await Body?.transformToString()) ?? '');
    }
    const sha256Of = (name: string): string =>
      createHash('sha256')
        .update(files.get(name) ?? '')
        .digest('hex');
    expect(offboarding?.exportSha256).toBe(sha256Of('SHA256SUMS'));
    for (const line of (files.get('SHA256SUMS') ?? '').trim().split('\n')) {
      const [sum, name = ''] = line.split('  ');
      expect([name, sha256Of(name)]).toEqual([name, sum]);
    }
    const empty = await (await testDatabase()).asAdministrator();
    await restore(empty, [...files].flatMap(([name, text]) => (name.endsWith('.sql') ? [text] : [])).join(''));
    const count = async (table: string) =>
      (await empty.query(`SELECT count(*)::int AS n FROM ${tenant.configuration.schemaName}.${table}`)).rows[0].n as number;
    expect([await count('patients'), await count('appointments'), await count('migrations')]).toEqual([ROWS, ROWS, 3]);
    await empty.end();
    // An admin gets the same files by addresses of one object each, without credentials of AWS.
    const { files: offered, keptUntil } = await way.api('POST /tenants/{id}/export-downloads', {
      path: { id: tenant.tenantId },
      body: { reason: 'the hospital asked for its data' },
    });
    expect(keptUntil).toBe(offboarding?.exportKeptUntil);
    expect(offered.map(({ name }) => name).sort()).toEqual([...files.keys()].sort());
    for (const { name, url } of offered) expect([name, await (await fetch(url)).text()]).toEqual([name, files.get(name)]);
    const other =
      offered[0]?.url.replace(
        tenant.tenantId,
        tenant.tenantId.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      ) ?? '';
    expect((await fetch(other)).status).toBe(403);
  });

  test('had what the plan said, and the evidence has looked for all of it', async () => {
    const plan = await way.api('POST /plan', { body: { name: 'Another Clinic', adminEmail: 'it@another.example', plan: tenant.plan } });
    expect(resourceCount(tenant.resources)).toBe(plan.resources);
    const { document, sha256 } = await way.api('GET /tenants/{id}/evidence', { path: { id: tenant.tenantId } });
    expect(createHash('sha256').update(document).digest('hex')).toBe(sha256);
    const { proof } = JSON.parse(document) as { proof: { leftovers: number; lookedFor: { accountId: string; types: string[] }[] } };
    expect(proof.leftovers).toBe(0);
    const looked = new Set(proof.lookedFor.flatMap(({ accountId, types }) => types.map((type) => `${accountId} ${type}`)));
    const missed = tenant.resources.filter(
      ({ accountId, type }) => !looked.has(`${accountId} ${type}`) && !(type in PART_OF) && !(type in ELSEWHERE),
    );
    expect(missed.map(({ type, accountId }) => `${accountId} ${type}`)).toEqual([]);
  });
});
