import {
  CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateWebACLCommand, type RuleActionOverride, WAFV2Client } from '@aws-sdk/client-wafv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request } from 'undici';
import { createClock } from '../clock.ts';
import { ACCOUNTS } from '../testing/accounts.ts';
import { type OwnAws, startOwnAws } from '../testing/own-aws.ts';
import { createApi, createDistribution, type HostedDistribution } from './testing/hosted-console.ts';

// Starting processes takes seconds on a busy machine.
const CUSTOMER = '222233334444';
const NAME = 'demo.app.localhost';

let aws: OwnAws;
let distribution: HostedDistribution;
let apiId: string;
let zoneId: string;

/** What a browser sees at a name: the gateway is its proxy. */
const view = async (path: string, headers: Record<string, string> = {}, host = NAME) => {
  const answer = await request(`${aws.local.url}${path}`, { headers: { host, ...headers } });
  return { status: answer.statusCode, body: await answer.body.text(), headers: answer.headers };
};

const writeRecord = async (): Promise<void> => {
  const route53 = new Route53Client(aws.as(ACCOUNTS.dns));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'app.localhost', CallerReference: 'zone' }));
  zoneId = HostedZone?.Id ?? '';
  const AliasTarget = { DNSName: distribution.domain, HostedZoneId: 'Z2FDTNDATAQYW2', EvaluateTargetHealth: false };
  const Changes = [{ Action: 'CREATE' as const, ResourceRecordSet: { Name: NAME, Type: 'A' as const, AliasTarget } }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch: { Changes } }));
};

beforeAll(async () => {
  aws = await startOwnAws({ rules: [] });
  apiId = await createApi(aws.as(CUSTOMER), CUSTOMER);
  distribution = await createDistribution(aws.as(CUSTOMER), NAME, apiId);
});
afterAll(() => aws.stop());

test('a name without a record does not answer', async () => {
  expect(await view('/')).toMatchObject({ status: 502, body: expect.stringContaining('has no record') });
});

describe('a name with a record', () => {
  beforeAll(writeRecord);

  test('shows the bucket’s page, which nobody else may read', async () => {
    expect(await view('/')).toMatchObject({ status: 200, body: '<h1>console</h1>' });
    const direct = await fetch(`${aws.local.url}/customer-ui/index.html`);
    expect(direct.status).toBe(403);
  });

  test('has the response headers of its policy', async () => {
    expect((await view('/')).headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  test('answers an unknown path with the page, as its custom error response says', async () => {
    expect(await view('/patients/7')).toMatchObject({ status: 200, body: '<h1>console</h1>' });
  });

  test('leads /api/* to the HTTP API in the customer account, query and token included', async () => {
    const { status, body } = await view('/api/patients?a=b%20c', { authorization: 'Bearer t' });
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 200,
      body: { path: '/api/patients', query: 'a=b%20c', token: 'Bearer t' },
    });
  });

  test('is reached by proxy requests too, as functions make them', async () => {
    const { host } = new URL(aws.local.url);
    const { request: httpRequest } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      const [hostname, port] = host.split(':');
      httpRequest({ hostname, port, path: `http://${NAME}/`, headers: { host: NAME } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });
});

describe('a distribution', () => {
  const cloudfront = () => new CloudFrontClient(aws.as(CUSTOMER));
  const change = async (more: Partial<DistributionConfig>) => {
    const { DistributionConfig: config, ETag } = await cloudfront().send(new GetDistributionConfigCommand({ Id: distribution.id }));
    const DistributionConfig = { ...config, ...more } as DistributionConfig;
    await cloudfront().send(new UpdateDistributionCommand({ Id: distribution.id, IfMatch: ETag, DistributionConfig }));
  };
  let now = Date.now();
  beforeAll(() => void Object.assign(aws.local.context, { clock: createClock(1, () => now) }));

  test('keeps an error for ten seconds, whoever asks', async () => {
    const answered = async (token: string) => (await view('/api/503', { authorization: `Bearer ${token}` })).headers['x-answered'];
    const first = await answered('one');
    expect(await answered('two')).toBe(first);
    now += 10_000;
    expect(await answered('two')).not.toBe(first);
  });

  test('keeps none where it says so', async () => {
    await change({ CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 503, ErrorCachingMinTTL: 0 }] } });
    now += 10_000;
    const { headers } = await view('/api/503');
    expect((await view('/api/503')).headers['x-answered']).not.toBe(headers['x-answered']);
  });

  test('refuses a body above 8,192 bytes where its web ACL has the core rule set unchanged', async () => {
    const waf = new WAFV2Client({ ...aws.as(CUSTOMER), region: 'us-east-1' });
    const named = { MetricName: 'm', SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false };
    const webAcl = async (Name: string, overrides: RuleActionOverride[]) => {
      const group = { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet', RuleActionOverrides: overrides };
      const rule = { Name: 'core', Priority: 0, OverrideAction: { None: {} }, VisibilityConfig: named };
      const Rules = [{ ...rule, Statement: { ManagedRuleGroupStatement: group } }];
      const acl = { Name, Scope: 'CLOUDFRONT' as const, DefaultAction: { Allow: {} }, VisibilityConfig: named, Rules };
      await change({ WebACLId: (await waf.send(new CreateWebACLCommand(acl))).Summary?.ARN ?? '' });
    };
    const post = async (bytes: number) => {
      const answer = await request(`${aws.local.url}/api/notes`, { method: 'POST', headers: { host: NAME }, body: 'x'.repeat(bytes) });
      await answer.body.dump();
      return answer.statusCode;
    };
    expect(await post(8_193)).toBe(200);
    await webAcl('strict', []);
    expect([await post(8_192), await post(8_193)]).toEqual([200, 403]);
    await webAcl('counting', [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }]);
    expect(await post(8_193)).toBe(200);
  });
});

test('a name that was looked up too early does not exist for as long as its zone says', async () => {
  let now = Date.now();
  Object.assign(aws.local.context, { clock: createClock(1, () => now) });
  const late = 'late.app.localhost';
  const why = async () => (await view('/', {}, late)).body;
  expect(await why()).toContain('has no record');
  const ResourceRecordSet = { Name: late, Type: 'CNAME' as const, TTL: 60, ResourceRecords: [{ Value: distribution.domain }] };
  const ChangeBatch = { Changes: [{ Action: 'CREATE' as const, ResourceRecordSet }] };
  const route53 = new Route53Client(aws.as(ACCOUNTS.dns));
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: zoneId, ChangeBatch }));
  now += 899_000; // The SOA of a new zone says 900 s.
  expect(await why()).toContain('that it did not exist');
  now += 1_000;
  expect(await why()).toContain(`no alternate domain name ${late}`);
});

test('the HTTP API answers at its own address', async () => {
  const { status, body } = await view('/api/x', {}, `${apiId}.execute-api.${aws.local.region}.amazonaws.com`);
  expect({ status, body: JSON.parse(body) }).toMatchObject({ status: 200, body: { path: '/api/x' } });
  expect((await view(`/_aws/execute-api/${apiId}/api/y`, {}, '127.0.0.1')).status).toBe(200);
});

test('a name whose distribution is disabled does not answer', async () => {
  const cloudfront = new CloudFrontClient(aws.as(CUSTOMER));
  const { DistributionConfig: config, ETag } = await cloudfront.send(new GetDistributionConfigCommand({ Id: distribution.id }));
  await cloudfront.send(
    new UpdateDistributionCommand({
      Id: distribution.id,
      IfMatch: ETag,
      DistributionConfig: { ...config, Enabled: false } as DistributionConfig,
    }),
  );
  expect(await view('/')).toMatchObject({ status: 502, body: expect.stringContaining('is disabled') });
});
