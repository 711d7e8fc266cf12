import { randomUUID } from 'node:crypto';
import { BudgetsClient, CreateBudgetCommand, CreateNotificationCommand, DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  IdentitystoreClient,
  ListGroupMembershipsCommand,
  ListGroupsCommand,
} from '@aws-sdk/client-identitystore';
import { CreateRegistryCommand, CreateSchemaCommand, DescribeSchemaCommand, SchemasClient } from '@aws-sdk/client-schemas';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import {
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DescribeAccountAssignmentCreationStatusCommand,
  ListAccountAssignmentsCommand,
  ListInstancesCommand,
  SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../testing/accounts.ts';
import { eventually } from '../../testing/eventually.ts';
import { type ClientConfig, type OwnAws, startOwnAws } from '../../testing/own-aws.ts';

let aws: OwnAws;
let owner: ClientConfig;
beforeAll(async () => {
  aws = await startOwnAws();
  owner = aws.as(ACCOUNTS.management);
});
afterAll(() => aws.stop());

test('a group of the directory gets into an account', async () => {
  const sso = new SSOAdminClient(owner);
  const { Instances: [instance] = [] } = await sso.send(new ListInstancesCommand({}));
  const { InstanceArn, IdentityStoreId } = instance ?? {};
  const groups = new IdentitystoreClient(owner);
  const { Groups: [group] = [] } = await groups.send(
    new ListGroupsCommand({ IdentityStoreId, Filters: [{ AttributePath: 'DisplayName', AttributeValue: 'operators' }] }),
  );
  const { PermissionSet: set } = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: 'operate' }));
  const assignment = {
    InstanceArn,
    TargetId: ACCOUNTS.management,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: set?.PermissionSetArn,
    PrincipalType: 'GROUP',
    PrincipalId: group?.GroupId,
  } as const;
  const { AccountAssignmentCreationStatus: started } = await sso.send(new CreateAccountAssignmentCommand(assignment));
  expect(started).toMatchObject({ Status: 'IN_PROGRESS', CreatedDate: expect.any(Date) });
  const status = new DescribeAccountAssignmentCreationStatusCommand({
    InstanceArn,
    AccountAssignmentCreationRequestId: started?.RequestId,
  });
  await eventually('the assignment is made', async () => {
    const { AccountAssignmentCreationStatus } = await sso.send(status);
    return AccountAssignmentCreationStatus?.Status === 'SUCCEEDED' || undefined;
  });
  const list = new ListAccountAssignmentsCommand({ InstanceArn, AccountId: ACCOUNTS.management, PermissionSetArn: set?.PermissionSetArn });
  expect((await sso.send(list)).AccountAssignments).toMatchObject([{ PrincipalId: group?.GroupId }]);
});

test('a group of the directory has the members that it was given, each once', async () => {
  const groups = new IdentitystoreClient(owner);
  const { Instances: [instance] = [] } = await new SSOAdminClient(owner).send(new ListInstancesCommand({}));
  const { IdentityStoreId } = instance ?? {};
  const { GroupId } = await groups.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: 'members' }));
  const members = async () => (await groups.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }))).GroupMemberships;
  expect(await members()).toEqual([]);
  const MemberId = { UserId: `906700000a-${randomUUID()}` };
  const create = new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId });
  const { MembershipId } = await groups.send(create);
  expect(await members()).toMatchObject([{ MembershipId, MemberId }]);
  await expect(groups.send(create)).rejects.toMatchObject({ name: 'ConflictException' });
  const nowhere = new ListGroupMembershipsCommand({ IdentityStoreId, GroupId: `906700000a-${randomUUID()}` });
  await expect(groups.send(nowhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('cost is zero where nothing stands', async () => {
  const { ResultsByTime } = await new CostExplorerClient(owner).send(
    new GetCostAndUsageCommand({
      TimePeriod: { Start: '2026-11-01', End: '2026-12-01' },
      Granularity: 'MONTHLY',
      Metrics: ['UnblendedCost'],
      Filter: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [ACCOUNTS.dns] } },
    }),
  );
  expect(ResultsByTime?.[0]?.Total?.UnblendedCost?.Amount).toBe('0.0000000000');
});

test('quotas and schemas are read as the SDK expects them', async () => {
  const quota = new GetServiceQuotaCommand({ ServiceCode: 'vpc', QuotaCode: 'L-F678F1CE' });
  expect((await new ServiceQuotasClient(owner).send(quota)).Quota?.Value).toBe(5);
  const registry = new SchemasClient(owner);
  const schema = { RegistryName: 'shop-dev', SchemaName: 'shop@CustomerRequested' };
  await registry.send(new CreateRegistryCommand({ RegistryName: schema.RegistryName }));
  await registry.send(new CreateSchemaCommand({ ...schema, Type: 'JSONSchemaDraft4', Content: '{}' }));
  expect(await registry.send(new DescribeSchemaCommand(schema))).toMatchObject({ SchemaVersion: '1', LastModified: expect.any(Date) });
  await expect(registry.send(new DescribeSchemaCommand({ ...schema, SchemaName: 'none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('a budget of the emulator alerts, is found again and taken once', async () => {
  const budgets = new BudgetsClient(owner);
  const AccountId = ACCOUNTS.management;
  const create = new CreateBudgetCommand({
    AccountId,
    Budget: {
      BudgetName: 'customer',
      BudgetType: 'COST',
      TimeUnit: 'MONTHLY',
      BudgetLimit: { Amount: '50', Unit: 'USD' },
      CostFilters: { LinkedAccount: [ACCOUNTS.dns] },
    },
  });
  await budgets.send(create);
  await expect(budgets.send(create)).rejects.toMatchObject({ name: 'DuplicateRecordException' });
  const Notification = {
    NotificationType: 'ACTUAL',
    ComparisonOperator: 'GREATER_THAN',
    Threshold: 80,
    ThresholdType: 'PERCENTAGE',
  } as const;
  const Subscribers = [{ SubscriptionType: 'EMAIL' as const, Address: 'operators@example.com' }];
  await budgets.send(new CreateNotificationCommand({ AccountId, BudgetName: 'customer', Notification, Subscribers }));
  const { Budget } = await budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName: 'customer' }));
  expect(Budget).toMatchObject({ CostFilters: { LinkedAccount: [ACCOUNTS.dns] } });
  await expect(budgets.send(new DescribeBudgetCommand({ AccountId, BudgetName: 'none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});
