import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { tenantBaseline } from '@tenantry/landing-zone/tenant';
import { client } from '@tenantry/shared/aws/client';
import { documentClient } from '@tenantry/shared/aws/document-client';
import type { Config } from '@tenantry/shared/deployment/config';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { crossAccountRoleArn, roleArn, tenantResourceName } from '@tenantry/shared/domain/names';
import type { StageRecord } from '@tenantry/shared/saga/record';
import { type CreationLease, creationLease, leaseTableName } from './creation-lease.ts';

export type Template = ReturnType<typeof tenantBaseline>;

/** Clients in the tenant's account, by the stage's own narrow role. */
export interface TenantClients {
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly ec2: EC2Client;
  readonly acm: ACMClient;
  readonly cloudFront: CloudFrontClient;
  readonly waf: WAFV2Client;
  readonly ses: SESv2Client;
  readonly apiGateway: ApiGatewayV2Client;
  readonly cognito: CognitoIdentityProviderClient;
  readonly s3: S3Client;
  readonly lambda: LambdaClient;
  readonly secretsManager: SecretsManagerClient;
  readonly logs: CloudWatchLogsClient;
  readonly events: EventBridgeClient;
}
export interface Scope {
  readonly tenantId: string;
  readonly deployment: string;
  /** Name and root e-mail address of the account, both derived from the tenant id: by them it is found again. */
  readonly accountName: string;
  readonly email: string;
  readonly owner: LandingZone['owner'] & { readonly accountId: string };
  readonly assignments: Config['identityCenter']['assignments'];
  readonly budget: Config['budget'];
  /** The roles of a tenant's account. */
  readonly template: Template;
  readonly organizations: OrganizationsClient;
  readonly ssoAdmin: SSOAdminClient;
  readonly identityStore: IdentitystoreClient;
  readonly budgets: BudgetsClient;
  readonly lease: CreationLease;
  /** Whether accounts that nobody has used are taken before new ones are created (docs/adr/0006). */
  readonly recycle: boolean;
  /** The account and the request for it, if the record has them; on removal it may not. */
  readonly knownAccountId: string | undefined;
  readonly knownRequestId: string | undefined;
  /** What this step noted at its last look, if that was in this generation. */
  readonly noted: object | undefined;
  readonly tenant: (accountId: string) => TenantClients;
  /** In a new account, by the role that Organizations created in it. */
  readonly bootstrap: (accountId: string) => CloudFormationClient;
}

/** Global services, and certificates and firewalls of CloudFront, live here (each service's general reference). */
export const GLOBAL_REGION = 'us-east-1';

export const scopeOf = (record: StageRecord, { deployment, config, owner }: LandingZone): Scope => {
  const { tenantId } = record;
  const ownerRole = crossAccountRoleArn(config.accounts.owner, deployment, 'account');
  const inOwner = { roleArn: ownerRole, region: config.region };
  const { accountId: knownAccountId } = (record.done.accountCreated?.out ?? {}) as { accountId?: string };
  const { creation } = (record.done.account?.out ?? {}) as { creation?: { readonly requestId?: string } };
  return {
    tenantId,
    deployment,
    accountName: tenantResourceName(tenantId),
    email: config.organization.emailPattern.replace('{tenantId}', tenantId).toLowerCase(),
    owner: { ...owner, accountId: config.accounts.owner },
    assignments: config.identityCenter.assignments,
    budget: config.budget,
    template: tenantBaseline({ deployment, accounts: config.accounts }),
    organizations: client(OrganizationsClient, inOwner),
    ssoAdmin: client(SSOAdminClient, inOwner),
    identityStore: client(IdentitystoreClient, inOwner),
    budgets: client(BudgetsClient, inOwner),
    lease: creationLease(documentClient(), leaseTableName(deployment), tenantId),
    recycle: config.organization.recycle,
    knownAccountId,
    knownRequestId: creation?.requestId,
    noted: record.waiting?.generation === record.generation ? record.waiting.note : undefined,
    tenant: (accountId) => {
      const own = { roleArn: crossAccountRoleArn(accountId, deployment, 'account') };
      const global = { ...own, region: GLOBAL_REGION };
      return {
        cloudFormation: client(CloudFormationClient, own),
        iam: client(IAMClient, own),
        ec2: client(EC2Client, own),
        acm: client(ACMClient, global),
        cloudFront: client(CloudFrontClient, global),
        waf: client(WAFV2Client, global),
        ses: client(SESv2Client, own),
        apiGateway: client(ApiGatewayV2Client, own),
        cognito: client(CognitoIdentityProviderClient, own),
        s3: client(S3Client, own),
        lambda: client(LambdaClient, own),
        secretsManager: client(SecretsManagerClient, own),
        logs: client(CloudWatchLogsClient, own),
        events: client(EventBridgeClient, own),
      };
    },
    bootstrap: (accountId) =>
      client(CloudFormationClient, { roleArn: roleArn(accountId, 'OrganizationAccountAccessRole'), through: ownerRole }),
  };
};
