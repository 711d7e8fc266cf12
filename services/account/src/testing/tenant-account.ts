import { randomInt } from 'node:crypto';
import { ACMClient } from '@aws-sdk/client-acm';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CreateOrganizationalUnitCommand, ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { WAFV2Client } from '@aws-sdk/client-wafv2';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tenantBaseline } from '@tenantry/landing-zone/tenant';
import { configOf } from '@tenantry/shared/deployment/config';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import { creationLease, leaseTableName } from '../creation-lease.ts';
import { GLOBAL_REGION, type Scope, type TenantClients } from '../scope.ts';
import { account } from '../stage.ts';

/** A deployment of its own for a test file, in the one organization there is. */
export interface TestDeployment {
  readonly deployment: string;
  readonly owner: Scope['owner'];
  readonly table: DynamoDBDocumentClient;
}

const inOwner = rootOf(testAccounts.owner);
export const organizations = new OrganizationsClient(inOwner);
const ssoAdmin = new SSOAdminClient(inOwner);

const unit = async (ParentId: string, Name: string): Promise<string> => {
  const { OrganizationalUnit } = await onceFree(() => organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name })));
  return OrganizationalUnit?.Id ?? '';
};

export const deployment = async (): Promise<TestDeployment> => {
  const deployment = `t${randomInt(1e9)}`;
  const dynamo = new DynamoDBClient(rootOf(testAccounts.superAdmin));
  await dynamo.send(
    new CreateTableCommand({
      TableName: leaseTableName(deployment),
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'name', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'name', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client: dynamo, maxWaitTime: PATIENCE_MS / 1000, minDelay: 1 }, { TableName: leaseTableName(deployment) });
  const { Roots } = await organizations.send(new ListRootsCommand({}));
  const rootId = Roots?.[0]?.Id ?? '';
  const { Instances } = await ssoAdmin.send(new ListInstancesCommand({}));
  const { InstanceArn = '', IdentityStoreId = '' } = Instances?.[0] ?? {};
  const permissionSet = async (Name: string): Promise<string> =>
    (await ssoAdmin.send(new CreatePermissionSetCommand({ InstanceArn, Name }))).PermissionSet?.PermissionSetArn ?? '';
  return {
    deployment,
    owner: {
      accountId: testAccounts.owner,
      rootId,
      tenantsOuId: await unit(rootId, `Tenants ${deployment}`),
      quarantineOuId: await unit(rootId, `Quarantine ${deployment}`),
      identityCenterInstanceArn: InstanceArn,
      identityStoreId: IdentityStoreId,
      permissionSetArns: {
        TenantOperator: await permissionSet(`Operator-${deployment}`),
        TenantViewer: await permissionSet(`Viewer-${deployment}`),
      },
    },
    table: DynamoDBDocumentClient.from(dynamo),
  };
};

/** All clients of an account's root. */
const rootClients = (accountId: string): TenantClients => {
  const root = rootOf(accountId);
  const global = rootOf(accountId, GLOBAL_REGION);
  return {
    cloudFormation: new CloudFormationClient(root),
    iam: new IAMClient(root),
    ec2: new EC2Client(root),
    acm: new ACMClient(global),
    cloudFront: new CloudFrontClient(global),
    waf: new WAFV2Client(global),
    ses: new SESv2Client(root),
    apiGateway: new ApiGatewayV2Client(root),
    cognito: new CognitoIdentityProviderClient(root),
    s3: new S3Client(root),
    lambda: new LambdaClient(root),
    secretsManager: new SecretsManagerClient(root),
    logs: new CloudWatchLogsClient(root),
    events: new EventBridgeClient(root),
  };
};

/** A tenant that nobody has asked for yet. */
export const tenantIn = ({ deployment, owner, table }: TestDeployment): Scope => {
  const tenantId = ulid();
  const { organization, identityCenter, budget } = configOf('dev');
  return {
    tenantId,
    deployment,
    accountName: tenantResourceName(tenantId),
    email: organization.emailPattern.replace('{tenantId}', tenantId).toLowerCase(),
    owner,
    assignments: identityCenter.assignments,
    budget,
    template: tenantBaseline({ deployment, accounts: testAccounts }),
    organizations,
    ssoAdmin,
    identityStore: new IdentitystoreClient(inOwner),
    budgets: new BudgetsClient(inOwner),
    lease: creationLease(table, leaseTableName(deployment), tenantId),
    recycle: false,
    knownAccountId: undefined,
    knownRequestId: undefined,
    noted: undefined,
    tenant: rootClients,
    bootstrap: (accountId) => rootClients(accountId).cloudFormation,
  };
};

/** Everything that a tenant's account has before the named step, and what the steps answered. */
export const tenantBefore = async (at: TestDeployment, stepName: string): Promise<{ scope: Scope; needs: never }> => {
  const scope = tenantIn(at);
  let needs: object = {};
  for (const step of stepsOf(account)) {
    if (step.name === stepName) break;
    needs = { ...needs, ...(await settled(() => step.ensure(scope as never, needs as never, {}))) };
  }
  return { scope, needs: needs as never };
};
