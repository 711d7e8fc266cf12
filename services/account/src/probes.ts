import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  AllocateAddressCommand,
  CreateInternetGatewayCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
} from '@aws-sdk/client-ec2';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListEmailIdentitiesCommand } from '@aws-sdk/client-sesv2';
import { ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { isCode } from '@tenantry/shared/errors';
import type { TenantClients } from './scope.ts';

/** EC2's way to ask whether a call would work: it always ends in an error (API reference, "Common parameters"). */
const dryRun = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!isCode(error, 'DryRunOperation')) throw error;
  }
};

/** Services become usable one by one, and S3 is often the last: asked before the others, it answers for a new account in one call. */
export const probeS3 = ({ s3 }: TenantClients): Promise<unknown> => s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));

/** One harmless call to every other service that the next stages use. */
export const probes = ({ ec2, acm, cloudFront, waf, ses, apiGateway, cognito }: TenantClients): readonly (() => Promise<unknown>)[] => [
  () => ec2.send(new DescribeAvailabilityZonesCommand({})),
  () => dryRun(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }))),
  () => dryRun(ec2.send(new CreateInternetGatewayCommand({ DryRun: true }))),
  () => dryRun(ec2.send(new AllocateAddressCommand({ Domain: 'vpc', DryRun: true }))),
  () => acm.send(new ListCertificatesCommand({ MaxItems: 1 })),
  () => cloudFront.send(new ListDistributionsCommand({ MaxItems: 1 })),
  () => waf.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT', Limit: 1 })),
  () => ses.send(new ListEmailIdentitiesCommand({ PageSize: 1 })),
  () => apiGateway.send(new GetApisCommand({ MaxResults: '1' })),
  () => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 })),
];
