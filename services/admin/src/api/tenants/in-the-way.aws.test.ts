import { randomUUID } from 'node:crypto';
import { ChangeResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { deploy } from '../../testing/deployment.ts';
import { api } from '../../testing/tenants.ts';

const body = { name: 'Mercy Hospital', adminEmail: 'it@mercy.example', plan: 'standard' };

describe('a wildcard record of the root domain', () => {
  beforeAll(async () => {
    await deploy();
    const { config, production } = await landingZone();
    const ResourceRecordSet = {
      Name: `*.${config.rootDomain}`,
      Type: 'CNAME' as const,
      TTL: 300,
      ResourceRecords: [{ Value: 'www.marketing.example' }],
    };
    await new Route53Client(rootOf(testAccounts.production)).send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: production.hostedZoneId,
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet }] },
      }),
    );
  });

  test('is named by the plan, which calls the tenant impossible, with the limits of both peerings known', async () => {
    const { status, body: plan } = await api('POST /plan', { body });
    expect(status).toBe(200);
    expect(plan).toMatchObject({
      possible: false,
      problems: [],
      refusals: [{ quota: 'wildcard-record', reason: expect.stringMatching(/\*\.\S+ CNAME www\.marketing\.example leads/) }],
      quotas: expect.arrayContaining([expect.objectContaining({ id: 'peerings/a', used: 0 })]),
    });
  });

  test('stops the request itself in the same words, and no tenant begins', async () => {
    const { body: plan } = await api('POST /plan', { body });
    const [refusal] = plan.refusals as readonly { readonly reason: string; readonly fix: string }[];
    const { status, body: problem } = await api('POST /tenants', { body, key: randomUUID() });
    expect(status).toBe(409);
    expect(problem).toMatchObject({ type: 'urn:tenantry:problem:not-possible', errors: [{ problem: refusal?.reason, fix: refusal?.fix }] });
    expect((await api('GET /tenants')).body).toMatchObject({ tenants: [] });
  });

  test('is a check that does not hold', async () => {
    const { body: answer } = await api('GET /checks');
    const { checks } = answer as { checks: readonly { name: string; isOk: boolean; detail: string }[] };
    expect(checks.find(({ name }) => name === 'records of the root domain')).toMatchObject({
      isOk: false,
      detail: expect.stringContaining('www.marketing.example'),
    });
  });
});
