import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client, GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFrontClient, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import {
  AllocateAddressCommand,
  CreateInternetGatewayCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ListEmailIdentitiesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Clients } from '@tenantry/shared/aws/clients';
import { isCode } from '@tenantry/shared/failure/errors';
import { GLOBAL_REGION } from './scope.ts';

/** EC2's way to ask whether a call would work: it always ends in an error (API reference, "Common parameters"). */
const dryRun = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call;
  } catch (error) {
    if (!isCode(error, 'DryRunOperation')) throw error;
  }
};

/** Services become usable one by one, and S3 is often the last: asked before the others, it answers for a new account in one call. */
export const probeS3 = (tenant: Clients): Promise<unknown> => tenant(S3Client).send(new ListBucketsCommand({ MaxBuckets: 1 }));

type Probe = () => Promise<unknown>;

/** One harmless call or more to every other service that the roles of the next stages may use, by IAM's name of it. */
export const probes = (tenant: Clients): Readonly<Record<string, readonly Probe[]>> => {
  const ec2 = () => tenant(EC2Client);
  return {
    ec2: [
      () => ec2().send(new DescribeAvailabilityZonesCommand({})),
      () => dryRun(ec2().send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }))),
      () => dryRun(ec2().send(new CreateInternetGatewayCommand({ DryRun: true }))),
      () => dryRun(ec2().send(new AllocateAddressCommand({ Domain: 'vpc', DryRun: true }))),
    ],
    acm: [() => tenant(ACMClient, GLOBAL_REGION).send(new ListCertificatesCommand({ MaxItems: 1 }))],
    cloudfront: [() => tenant(CloudFrontClient, GLOBAL_REGION).send(new ListDistributionsCommand({ MaxItems: 1 }))],
    wafv2: [() => tenant(WAFV2Client, GLOBAL_REGION).send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT', Limit: 1 }))],
    ses: [() => tenant(SESv2Client).send(new ListEmailIdentitiesCommand({ PageSize: 1 }))],
    apigateway: [() => tenant(ApiGatewayV2Client).send(new GetApisCommand({ MaxResults: '1' }))],
    'cognito-idp': [() => tenant(CognitoIdentityProviderClient).send(new ListUserPoolsCommand({ MaxResults: 1 }))],
    lambda: [() => tenant(LambdaClient).send(new ListFunctionsCommand({ MaxItems: 1 }))],
    secretsmanager: [() => tenant(SecretsManagerClient).send(new ListSecretsCommand({ MaxResults: 1 }))],
    events: [() => tenant(EventBridgeClient).send(new ListRulesCommand({ Limit: 1 }))],
    logs: [() => tenant(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({ limit: 1 }))],
  };
};
