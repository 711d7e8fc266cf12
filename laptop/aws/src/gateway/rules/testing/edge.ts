import { ACMClient, DescribeCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import {
  CloudFrontClient,
  CreateDistributionCommand,
  CreateOriginAccessControlCommand,
  type DistributionConfig,
} from '@aws-sdk/client-cloudfront';
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { CreateWebACLCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import { ACCOUNTS } from '../../../testing/accounts.ts';
import { freshAccount, type RuledAws, startRuledAws } from './ruled-aws.ts';

let customers = 0;

const newCustomer = (aws: RuledAws, write: (name: string, value: string) => Promise<unknown>) => {
  customers += 1;
  const accountId = freshAccount();
  const domain = `t${customers}.app.localhost`;
  // Certificates and web ACLs of CloudFront lie there (ACM and WAF API references).
  const config = aws.as(accountId, 'us-east-1');
  const [acm, cloudfront, waf] = [new ACMClient(config), new CloudFrontClient(config), new WAFV2Client(config)];

  const certificate = async (DomainName = domain, token?: string): Promise<string> => {
    const input = { DomainName, ValidationMethod: 'DNS' as const, ...(token ? { IdempotencyToken: token } : {}) };
    return (await acm.send(new RequestCertificateCommand(input))).CertificateArn!;
  };
  const describeCertificate = async (CertificateArn: string) =>
    (await acm.send(new DescribeCertificateCommand({ CertificateArn }))).Certificate!;
  const validationRecord = async (arn: string) => (await describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord;
  /** A certificate through its record: 20 s until the record is known, 45 s in sync, 300 s validation. */
  const issued = async (name?: string): Promise<string> => {
    const arn = await certificate(name);
    aws.advance(21);
    const record = await validationRecord(arn);
    await write(record!.Name!, record!.Value!);
    aws.advance(346);
    return arn;
  };
  const accessControl = async () => {
    const type = { SigningProtocol: 'sigv4', SigningBehavior: 'always', OriginAccessControlOriginType: 's3' } as const;
    const input = { OriginAccessControlConfig: { Name: domain, ...type } };
    const { OriginAccessControl, ETag } = await cloudfront.send(new CreateOriginAccessControlCommand(input));
    return { Id: OriginAccessControl!.Id!, IfMatch: ETag! };
  };
  const distribution = (DistributionConfig: DistributionConfig) => cloudfront.send(new CreateDistributionCommand({ DistributionConfig }));
  const webAcl = async () => {
    const VisibilityConfig = { SampledRequestsEnabled: false, CloudWatchMetricsEnabled: false, MetricName: 'm' };
    const input = { Name: domain.replaceAll('.', '-'), Scope: 'CLOUDFRONT' as const, DefaultAction: { Allow: {} }, VisibilityConfig };
    return (await waf.send(new CreateWebACLCommand(input))).Summary!;
  };
  return {
    accountId,
    domain,
    acm,
    cloudfront,
    waf,
    certificate,
    describeCertificate,
    validationRecord,
    issued,
    accessControl,
    distribution,
    webAcl,
  };
};

/** The production account's zone `app.localhost`, and customers whose edge a test builds. */
export const startEdge = async () => {
  const aws = await startRuledAws();
  const route53 = new Route53Client(aws.as(ACCOUNTS.dns));
  const { HostedZone } = await route53.send(new CreateHostedZoneCommand({ Name: 'app.localhost', CallerReference: 'edge' }));
  const write = (Name: string, Value: string) => {
    const ResourceRecordSet = { Name, Type: 'CNAME' as const, TTL: 60, ResourceRecords: [{ Value }] };
    const ChangeBatch = { Changes: [{ Action: 'UPSERT' as const, ResourceRecordSet }] };
    return route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId: HostedZone!.Id, ChangeBatch }));
  };
  return { ...aws, write, customer: () => newCustomer(aws, write) };
};
export type Edge = Awaited<ReturnType<typeof startEdge>>;

/** A distribution in front of a bucket. */
export const configuration = (reference: string, change: Partial<DistributionConfig> = {}, oac?: string): DistributionConfig => {
  const bucket = { Id: 'ui', DomainName: 'b.s3.us-east-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } };
  return {
    CallerReference: reference,
    Comment: '',
    Enabled: true,
    Origins: { Quantity: 1, Items: [{ ...bucket, ...(oac ? { OriginAccessControlId: oac } : {}) }] },
    DefaultCacheBehavior: {
      TargetOriginId: 'ui',
      ViewerProtocolPolicy: 'redirect-to-https',
      CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
    },
    ...change,
  };
};

export const withName = (domain: string, ACMCertificateArn: string): Partial<DistributionConfig> => ({
  Aliases: { Quantity: 1, Items: [domain] },
  ViewerCertificate: { ACMCertificateArn, SSLSupportMethod: 'sni-only', MinimumProtocolVersion: 'TLSv1.2_2021' },
});
