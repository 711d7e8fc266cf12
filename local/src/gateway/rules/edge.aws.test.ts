import {
  ACMClient,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateDistributionWithTagsCommand,
  CreateOriginAccessControlCommand,
  DeleteDistributionCommand,
  DeleteOriginAccessControlCommand,
  type DistributionConfig,
  GetDistributionCommand,
  ListDistributionsByWebACLIdCommand,
  ListDistributionsCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateWebACLCommand, DeleteWebACLCommand, GetWebACLCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../accounts.ts';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
let route53: Route53Client;
let HostedZoneId: string;
beforeAll(async () => {
  aws = await startRuledAws();
  route53 = new Route53Client(aws.as(ACCOUNTS.production));
  HostedZoneId = (await route53.send(new CreateHostedZoneCommand({ Name: 'app.localhost', CallerReference: 'edge' }))).HostedZone!.Id!;
}, 60_000);
afterAll(() => aws.stop(), 60_000);

let tenants = 0;
const tenant = () => {
  tenants += 1;
  const accountId = freshAccount();
  const domain = `t${tenants}.app.localhost`;
  const config = aws.as(accountId);
  const [acm, cloudfront, waf] = [new ACMClient(config), new CloudFrontClient(config), new WAFV2Client(config)];
  const certificate = async (DomainName = domain, token?: string) =>
    (await acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', ...(token ? { IdempotencyToken: token } : {}) })))
      .CertificateArn!;
  const describeCertificate = async (CertificateArn: string) =>
    (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate!;
  return { accountId, domain, acm, cloudfront, waf, certificate, describeCertificate };
};
type Tenant = ReturnType<typeof tenant>;

const write = async (Name: string, Value: string) => {
  const ResourceRecordSet = { Name, Type: 'CNAME' as const, TTL: 60, ResourceRecords: [{ Value }] };
  const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet }];
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
};

/** A certificate through its record: 20 s until the record is known, 45 s in sync, 300 s validation. */
const issued = async ({ certificate, describeCertificate }: Tenant, domain?: string): Promise<string> => {
  const arn = await certificate(domain);
  aws.advance(21);
  const { Name, Value } = (await describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!;
  await write(Name!, Value!);
  aws.advance(346);
  return arn;
};

const accessControl = async ({ cloudfront, domain }: Tenant) => {
  const OriginAccessControlConfig = {
    Name: domain,
    SigningProtocol: 'sigv4',
    SigningBehavior: 'always',
    OriginAccessControlOriginType: 's3',
  } as const;
  const { OriginAccessControl, ETag } = await cloudfront.send(new CreateOriginAccessControlCommand({ OriginAccessControlConfig }));
  return { Id: OriginAccessControl!.Id!, IfMatch: ETag! };
};

const configuration = (reference: string, change: Partial<DistributionConfig> = {}, oac?: string): DistributionConfig => ({
  CallerReference: reference,
  Comment: '',
  Enabled: true,
  Origins: {
    Quantity: 1,
    Items: [
      {
        Id: 'ui',
        DomainName: 'b.s3.us-east-1.amazonaws.com',
        S3OriginConfig: { OriginAccessIdentity: '' },
        ...(oac ? { OriginAccessControlId: oac } : {}),
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'ui',
    ViewerProtocolPolicy: 'redirect-to-https',
    CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  },
  ...change,
});
const withName = (domain: string, ACMCertificateArn: string): Partial<DistributionConfig> => ({
  Aliases: { Quantity: 1, Items: [domain] },
  ViewerCertificate: { ACMCertificateArn, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' },
});
const distribution = ({ cloudfront }: Tenant, DistributionConfig: DistributionConfig) =>
  cloudfront.send(new CreateDistributionCommand({ DistributionConfig }));
const webAcl = async ({ waf, domain }: Tenant) => {
  const VisibilityConfig = { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: 'm' };
  const input = { Name: domain.replaceAll('.', '-'), Scope: 'CLOUDFRONT' as const, DefaultAction: { Allow: {} }, VisibilityConfig };
  return (await waf.send(new CreateWebACLCommand(input))).Summary!;
};

describe('a certificate', () => {
  test('shows its validation record after 20 seconds, and is pending until the record exists', async () => {
    const one = tenant();
    const arn = await one.certificate();
    const first = await one.describeCertificate(arn);
    expect(first.Status).toBe('PENDING_VALIDATION');
    expect(first.DomainValidationOptions![0]!.ResourceRecord).toBeUndefined();
    aws.advance(2_000);
    const later = await one.describeCertificate(arn);
    expect(later.Status).toBe('PENDING_VALIDATION');
    expect(later.DomainValidationOptions![0]).toMatchObject({ ValidationStatus: 'PENDING_VALIDATION', ResourceRecord: { Type: 'CNAME' } });
  });

  test('is issued five minutes after its record is in sync, not earlier', async () => {
    const one = tenant();
    const arn = await one.certificate();
    aws.advance(21);
    const { Name, Value } = (await one.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!;
    await write(Name!, Value!);
    aws.advance(340);
    expect((await one.describeCertificate(arn)).Status).toBe('PENDING_VALIDATION');
    aws.advance(6);
    expect(await one.describeCertificate(arn)).toMatchObject({
      Status: 'ISSUED',
      DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }],
    });
  });

  test('is not issued by a record with another value', async () => {
    const one = tenant();
    const arn = await one.certificate();
    aws.advance(21);
    await write((await one.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!.Name!, 'other.acm-validations.aws.');
    aws.advance(1_000);
    expect((await one.describeCertificate(arn)).Status).toBe('PENDING_VALIDATION');
  });

  test('has a record of its own for every domain and account', async () => {
    const [one, two] = [tenant(), tenant()];
    const record = async (by: Tenant, domain: string) => {
      const arn = await by.certificate(domain);
      aws.advance(21);
      return (await by.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!.Name!;
    };
    const names = [await record(one, one.domain), await record(two, one.domain), await record(two, two.domain)];
    expect(new Set(names).size).toBe(3);
    expect(await record(one, one.domain)).toBe(names[0]);
  });

  test('times out after 72 hours', async () => {
    const one = tenant();
    const arn = await one.certificate();
    aws.advance(72 * 3_600 + 1);
    expect((await one.describeCertificate(arn)).Status).toBe('VALIDATION_TIMED_OUT');
  });

  test('is the same for the same token within an hour', async () => {
    const one = tenant();
    const arn = await one.certificate(one.domain, 'token');
    expect(await one.certificate(one.domain, 'token')).toBe(arn);
    aws.advance(3_601);
    expect(await one.certificate(one.domain, 'token')).not.toBe(arn);
  });

  test('has a first name of at most 64 octets', async () => {
    expect(await errorOf(tenant().certificate(`${'a'.repeat(52)}.app.localhost`))).toBe('InvalidParameterException');
  });

  test('is listed by its status', async () => {
    const one = tenant();
    await one.certificate();
    const count = async (status: 'ISSUED' | 'PENDING_VALIDATION') =>
      (await one.acm.send(new ListCertificatesCommand({ CertificateStatuses: [status] }))).CertificateSummaryList!.length;
    expect([await count('ISSUED'), await count('PENDING_VALIDATION')]).toEqual([0, 1]);
  });

  test('in use by a distribution is not deleted', async () => {
    const one = tenant();
    const CertificateArn = await issued(one);
    const { Distribution } = await distribution(one, configuration('r', withName(one.domain, CertificateArn)));
    expect((await one.describeCertificate(CertificateArn)).InUseBy).toEqual([Distribution!.ARN]);
    expect(await errorOf(one.acm.send(new DeleteCertificateCommand({ CertificateArn })))).toBe('ResourceInUseException');
  });
});

describe('a distribution', () => {
  test('is InProgress for 195 seconds after its creation and after every change', async () => {
    const one = tenant();
    const created = await distribution(one, configuration('r'));
    const Id = created.Distribution!.Id!;
    const status = async () => (await one.cloudfront.send(new GetDistributionCommand({ Id }))).Distribution!.Status;
    expect([created.Distribution!.Status, await status()]).toEqual(['InProgress', 'InProgress']);
    aws.advance(196);
    expect(await status()).toBe('Deployed');
    expect((await one.cloudfront.send(new ListDistributionsCommand({}))).DistributionList!.Items![0]!.Status).toBe('Deployed');
    await one.cloudfront.send(
      new UpdateDistributionCommand({ Id, IfMatch: created.ETag, DistributionConfig: configuration('r', { Comment: 'changed' }) }),
    );
    expect(await status()).toBe('InProgress');
  });

  test('is deleted only when disabled and deployed', async () => {
    const one = tenant();
    const { Distribution, ETag } = await distribution(one, configuration('r'));
    const Id = Distribution!.Id!;
    const remove = (IfMatch: string | undefined) => errorOf(one.cloudfront.send(new DeleteDistributionCommand({ Id, IfMatch })));
    aws.advance(196);
    expect(await remove(ETag)).toBe('DistributionNotDisabled');
    const disabled = configuration('r', { Enabled: false });
    const update = await one.cloudfront.send(new UpdateDistributionCommand({ Id, IfMatch: ETag, DistributionConfig: disabled }));
    expect(await remove(update.ETag)).toBe('DistributionNotDisabled');
    aws.advance(196);
    expect(await remove(ETag)).toBe('PreconditionFailed');
    expect(await remove(update.ETag)).toBe('none');
  });

  test('has a caller reference of its own', async () => {
    const one = tenant();
    await distribution(one, configuration('r'));
    expect(await errorOf(distribution(one, configuration('r')))).toBe('DistributionAlreadyExists');
    expect(await errorOf(distribution(one, configuration('s')))).toBe('none');
  });

  test('with a name needs an issued certificate that covers it', async () => {
    const one = tenant();
    const pending = await one.certificate();
    const attempt = (domain: string, arn: string) => errorOf(distribution(one, configuration(`${domain}${arn}`, withName(domain, arn))));
    expect(await attempt(one.domain, pending)).toBe('InvalidViewerCertificate');
    expect(await errorOf(distribution(one, configuration('n', { Aliases: { Quantity: 1, Items: [one.domain] } })))).toBe(
      'InvalidViewerCertificate',
    );
    const good = await issued(one);
    expect(await attempt(`x.${one.domain}`, good)).toBe('InvalidViewerCertificate');
    expect(await attempt(one.domain, good.replace('us-east-1', 'eu-west-1'))).toBe('InvalidViewerCertificate');
    expect(await attempt(one.domain, good)).toBe('none');
  });

  test('has names that no other distribution in any account has', async () => {
    const [one, two] = [tenant(), tenant()];
    await distribution(one, configuration('r', withName(one.domain, await issued(one))));
    const theirs = configuration('r', withName(one.domain, await issued(two, one.domain)));
    expect(await errorOf(distribution(two, theirs))).toBe('CNAMEAlreadyExists');
  });

  test('refers only to what exists', async () => {
    const one = tenant();
    const attempt = (change: Partial<DistributionConfig>, oac?: string) =>
      errorOf(distribution(one, configuration(JSON.stringify(change), change, oac)));
    const WebACLId = `arn:aws:wafv2:us-east-1:${one.accountId}:global/webacl/x/11111111-1111-1111-1111-111111111111`;
    const behavior = { TargetOriginId: 'ui', ViewerProtocolPolicy: 'redirect-to-https' as const };
    const none = '11111111-1111-1111-1111-111111111111';
    expect(await attempt({ WebACLId })).toBe('InvalidWebACLId');
    expect(await attempt({}, 'E0000000000000')).toBe('InvalidOriginAccessControl');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, CachePolicyId: none } })).toBe('NoSuchCachePolicy');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, ResponseHeadersPolicyId: none } })).toBe('NoSuchResponseHeadersPolicy');
    expect(await attempt({ DefaultCacheBehavior: { ...behavior, TargetOriginId: 'api' } })).toBe('NoSuchOrigin');
    expect(await attempt({}, (await accessControl(one)).Id)).toBe('none');
  });

  test('may carry tags and still answers InProgress', async () => {
    const one = tenant();
    const Tags = { Items: [{ Key: 'tenantry:tenant-id', Value: 't1' }] };
    const DistributionConfigWithTags = { DistributionConfig: configuration('r'), Tags };
    const { Distribution } = await one.cloudfront.send(new CreateDistributionWithTagsCommand({ DistributionConfigWithTags }));
    expect(Distribution!.Status).toBe('InProgress');
  });

  test('keeps its origin access control from being deleted', async () => {
    const one = tenant();
    const control = await accessControl(one);
    await distribution(one, configuration('r', {}, control.Id));
    expect(await errorOf(one.cloudfront.send(new DeleteOriginAccessControlCommand(control)))).toBe('OriginAccessControlInUse');
  });
});

describe('a web ACL', () => {
  test('for CloudFront lives in us-east-1 only', async () => {
    const elsewhere = new WAFV2Client(aws.as(freshAccount(), 'eu-west-1'));
    expect(await errorOf(elsewhere.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' })))).toBe('WAFInvalidParameterException');
  });

  test('has a name of its own', async () => {
    const one = tenant();
    await webAcl(one);
    expect(await errorOf(webAcl(one))).toBe('WAFDuplicateItemException');
  });

  test('in use is not deleted, and names the distributions that use it', async () => {
    const one = tenant();
    const { Id, Name, ARN } = await webAcl(one);
    const created = await distribution(one, configuration('r', { WebACLId: ARN! }));
    const list = async () => (await one.cloudfront.send(new ListDistributionsByWebACLIdCommand({ WebACLId: ARN }))).DistributionList!;
    const remove = async (LockToken?: string) => {
      const acl = { Id: Id!, Name: Name!, Scope: 'CLOUDFRONT' as const };
      const current = (await one.waf.send(new GetWebACLCommand(acl))).LockToken;
      return errorOf(one.waf.send(new DeleteWebACLCommand({ ...acl, LockToken: LockToken ?? current })));
    };
    expect((await list()).Items!.map((item) => item.Id)).toEqual([created.Distribution!.Id]);
    expect(await remove()).toBe('WAFAssociatedItemException');
    const without = { Id: created.Distribution!.Id!, IfMatch: created.ETag, DistributionConfig: configuration('r') };
    await one.cloudfront.send(new UpdateDistributionCommand(without));
    expect((await list()).Quantity).toBe(0);
    expect(await remove('11111111-1111-1111-1111-111111111111')).toBe('WAFOptimisticLockException');
    expect(await remove()).toBe('none');
  });
});
