import { randomInt } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  AttachPolicyCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { CreatePermissionSetCommand, ListInstancesCommand, SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { accountPolicy, recyclePolicy } from '@tenantry/landing-zone/policies/account';
import { accessRoleGuard, isolationGuard, quarantineGuard, tenantsGuard } from '@tenantry/landing-zone/policies/organization';
import { servicesGuard } from '@tenantry/landing-zone/policies/services-guard';
import { sweepBaseline, tenantBaseline } from '@tenantry/landing-zone/tenant';
import type { Clients } from '@tenantry/shared/aws/clients';
import { configOf } from '@tenantry/shared/deployment/config';
import { crossAccountRoleArn, DEPLOYMENT_TAG, functionRoleName, tenantResourceName } from '@tenantry/shared/domain/names';
import { allow, policy, type Statement } from '@tenantry/shared/infra/policy';
import { stepsOf } from '@tenantry/shared/saga/stage';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { clientsAssuming, clientsOf } from '@tenantry/shared/testing/clients';
import { PATIENCE_MS } from '@tenantry/shared/testing/eventually';
import { onceFree } from '@tenantry/shared/testing/once-free';
import { functionRoleWith, roleWith } from '@tenantry/shared/testing/role';
import { settled } from '@tenantry/shared/testing/step-contract';
import { ulid } from 'ulid';
import { creationLease, leaseTableName } from '../creation-lease.ts';
import type { Scope } from '../scope.ts';
import { account } from '../stage.ts';

/** A deployment of its own for a test file, in the one organization there is. */
export interface TestDeployment {
  readonly deployment: string;
  readonly owner: Scope['owner'];
  /** What the stage's function works with. */
  readonly ofFunction: ReturnType<typeof rootOf>;
  /** With exactly the rights that the landing zone gives the stage in the owner account. */
  readonly inOwner: Clients;
  /** In a tenant's account, by the role that `baseline` creates there. */
  readonly tenant: (accountId: string, tenantId: string) => Clients;
  readonly table: DynamoDBDocumentClient;
}

const root = rootOf(testAccounts.owner);
/** With the rights of the organization's management account. */
export const organizations = new OrganizationsClient(root);
const ssoAdmin = new SSOAdminClient(root);

const unit = async (ParentId: string, Name: string): Promise<string> => {
  const { OrganizationalUnit } = await onceFree(() => organizations.send(new CreateOrganizationalUnitCommand({ ParentId, Name })));
  return OrganizationalUnit?.Id ?? '';
};

/** What the landing zone gives the stage in the owner account, of units that a test has made. */
export const ownerRights = (deployment: string, owner: Omit<Scope['owner'], 'accountId'>): readonly Statement[] => {
  const { rootId, tenantsOuId, quarantineOuId, bootstrapOuId, isolationPolicyId, permissionSetArns } = owner;
  return [
    ...accountPolicy({
      deployment,
      shared: Object.values(testAccounts),
      parents: [
        `arn:aws:organizations::*:root/o-*/${rootId}`,
        ...[tenantsOuId, quarantineOuId, bootstrapOuId].map((id) => `arn:aws:organizations::*:ou/o-*/${id}`),
      ],
      bootstrapPath: `o-*/${rootId}/${bootstrapOuId}/`,
      isolationPolicy: `arn:aws:organizations::*:policy/o-*/service_control_policy/${isolationPolicyId}`,
      permissionSets: Object.values(permissionSetArns),
    }),
    ...recyclePolicy(deployment),
  ];
};

/** Guards a unit as the landing zone does. */
const guard = async (deployment: string, name: string, statements: readonly object[], units: readonly string[]): Promise<string> => {
  const Content = JSON.stringify(policy(statements));
  const create = new CreatePolicyCommand({ Name: `${deployment}-${name}`, Description: 'x', Type: 'SERVICE_CONTROL_POLICY', Content });
  const { Policy } = await onceFree(() => organizations.send(create));
  const PolicyId = Policy?.PolicySummary?.Id ?? '';
  for (const TargetId of units) await onceFree(() => organizations.send(new AttachPolicyCommand({ PolicyId, TargetId })));
  return PolicyId;
};
const guardUnits = async (deployment: string, { tenantsOuId, quarantineOuId, bootstrapOuId }: Scope['owner']): Promise<void> => {
  const { region, organization } = configOf('dev');
  await guard(deployment, 'tenants', tenantsGuard(deployment), [tenantsOuId, bootstrapOuId]);
  await guard(deployment, 'services', servicesGuard(region, organization.baseline), [tenantsOuId, bootstrapOuId]);
  await guard(deployment, 'access-role', accessRoleGuard, [tenantsOuId, quarantineOuId]);
  await guard(deployment, 'quarantine', quarantineGuard(deployment, organization.baseline), [quarantineOuId]);
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
    (await ssoAdmin.send(new CreatePermissionSetCommand({ InstanceArn, Name, Tags: [{ Key: DEPLOYMENT_TAG, Value: deployment }] })))
      .PermissionSet?.PermissionSetArn ?? '';
  const inAccount = (accountId: string): string => crossAccountRoleArn(accountId, deployment, 'account');
  const ofFunction = await functionRoleWith(functionRoleName(deployment, 'account'), [
    allow('sts:AssumeRole', inAccount('*')),
    allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'], `arn:aws:dynamodb:*:*:table/${leaseTableName(deployment)}`),
  ]);
  const owner = {
    accountId: testAccounts.owner,
    rootId,
    tenantsOuId: await unit(rootId, `Tenants ${deployment}`),
    quarantineOuId: await unit(rootId, `Quarantine ${deployment}`),
    bootstrapOuId: await unit(rootId, `Bootstrap ${deployment}`),
    isolationPolicyId: await guard(deployment, 'isolation', isolationGuard(deployment), []),
    identityCenterInstanceArn: InstanceArn,
    identityStoreId: IdentityStoreId,
    permissionSetArns: {
      TenantOperator: await permissionSet(`Operator-${deployment}`),
      TenantViewer: await permissionSet(`Viewer-${deployment}`),
    },
  };
  await guardUnits(deployment, owner);
  return {
    deployment,
    inOwner: clientsOf(await roleWith(testAccounts.owner, ownerRights(deployment, owner))),
    ofFunction,
    tenant: (accountId, tenantId) => clientsAssuming(ofFunction, inAccount(accountId), tenantId),
    owner,
    table: DynamoDBDocumentClient.from(dynamo),
  };
};

/** Clients with the rights of an account's root, to look and to spoil. */
export const rootIn = (accountId: string): Clients => clientsOf(rootOf(accountId));

/** A tenant that nobody has asked for yet. */
export const tenantIn = ({ deployment, owner, inOwner, tenant, table }: TestDeployment): Scope => {
  const tenantId = ulid();
  const config = configOf('dev');
  const { organization, identityCenter, budget } = config;
  return {
    tenantId,
    deployment,
    accountName: tenantResourceName(tenantId),
    email: organization.emailPattern.replace('{tenantId}', tenantId).toLowerCase(),
    owner,
    assignments: identityCenter.assignments,
    budget,
    config,
    template: tenantBaseline({ deployment, tenantId, config: { production: false, accounts: testAccounts } }),
    sweepTemplate: sweepBaseline({ deployment, tenantId, config: { production: false, accounts: testAccounts } }),
    lease: creationLease(table, leaseTableName(deployment), tenantId),
    recycle: false,
    noted: undefined,
    inOwner,
    tenant: (accountId) => tenant(accountId, tenantId),
    bootstrap: (accountId) => rootIn(accountId)(CloudFormationClient),
  };
};

/** Everything that a tenant's account has before the named step, and what the steps answered. */
export const tenantBefore = async (at: TestDeployment, stepName: string): Promise<{ scope: Scope; needs: never; root: Scope }> => {
  const scope = tenantIn(at);
  let needs: object = {};
  for (const step of stepsOf(account)) {
    if (step.name === stepName) break;
    needs = { ...needs, ...(await settled(() => step.ensure(scope as never, needs as never, {}))) };
  }
  return { scope, needs: needs as never, root: { ...scope, inOwner: rootIn(testAccounts.owner), tenant: rootIn } };
};
