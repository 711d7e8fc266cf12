import { ListCertificatesCommand } from '@aws-sdk/client-acm';
import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  AllocateAddressCommand,
  CreateInternetGatewayCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
} from '@aws-sdk/client-ec2';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListEmailIdentitiesCommand } from '@aws-sdk/client-sesv2';
import { ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { isCode } from '@tenantry/shared/failure/errors';
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

type Probe = () => Promise<unknown>;

/** One harmless call or more to every other service that the roles of the next stages may use, by IAM's name of it. */
export const probes = (tenant: TenantClients): Readonly<Record<string, readonly Probe[]>> => {
  const { ec2, acm, cloudFront, waf, ses, apiGateway, cognito, lambda, secretsManager, logs, events } = tenant;
  return {
    ec2: [
      () => ec2.send(new DescribeAvailabilityZonesCommand({})),
      () => dryRun(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }))),
      () => dryRun(ec2.send(new CreateInternetGatewayCommand({ DryRun: true }))),
      () => dryRun(ec2.send(new AllocateAddressCommand({ Domain: 'vpc', DryRun: true }))),
    ],
    acm: [() => acm.send(new ListCertificatesCommand({ MaxItems: 1 }))],
    cloudfront: [() => cloudFront.send(new ListDistributionsCommand({ MaxItems: 1 }))],
    wafv2: [() => waf.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT', Limit: 1 }))],
    ses: [() => ses.send(new ListEmailIdentitiesCommand({ PageSize: 1 }))],
    apigateway: [() => apiGateway.send(new GetApisCommand({ MaxResults: '1' }))],
    'cognito-idp': [() => cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }))],
    lambda: [() => lambda.send(new ListFunctionsCommand({ MaxItems: 1 }))],
    secretsmanager: [() => secretsManager.send(new ListSecretsCommand({ MaxResults: 1 }))],
    events: [() => events.send(new ListRulesCommand({ Limit: 1 }))],
    logs: [() => logs.send(new DescribeLogGroupsCommand({ limit: 1 }))],
  };
};
