import { createHash } from 'node:crypto';
import { ApiGatewayV2Client, GetApisCommand, GetRoutesCommand, GetStagesCommand } from '@aws-sdk/client-apigatewayv2';
import { BudgetsClient, DescribeBudgetCommand } from '@aws-sdk/client-budgets';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CloudFrontClient, GetDistributionConfigCommand, GetFunctionCommand } from '@aws-sdk/client-cloudfront';
import { BatchGetProjectsCommand, CodeBuildClient } from '@aws-sdk/client-codebuild';
import { CodePipelineClient, GetPipelineCommand, GetPipelineStateCommand } from '@aws-sdk/client-codepipeline';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { GetAccountAuthorizationDetailsCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConcurrencyCommand, GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListParentsCommand, ListPoliciesForTargetCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { ListResourceRecordSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { GetWebACLCommand, ListWebACLsCommand, WAFV2Client } from '@aws-sdk/client-wafv2';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { clientsOf } from '@tenantry/shared/testing/clients';
import pg from 'pg';
import { schemaDump } from '../../services/pipeline/src/dump/schema-dump.ts';
import { schemaNameOf } from '../../services/pipeline/src/tenant-database.ts';
import type { Harness } from './harness.ts';

const GLOBAL = 'us-east-1';
/** What counts changes and says when something last changed, not what it is. */
const VOLATILE =
  /^(\$metadata|ETag|LockToken|RevisionId|RoleLastUsed|version|.*[lL]ast(Modified|Updated|Changed|Used).*|.*[uU]pdated?(Time|At|Date)?)$/;

/** The same without that, and with lists in one order. */
const settled = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  // However a stack has become what it is.
  if (typeof value === 'string') return value.replace(/^(CREATE|UPDATE)_COMPLETE$/, 'COMPLETE');
  if (Array.isArray(value)) return value.map(settled).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const kept = Object.entries(value).filter(([name, one]) => !VOLATILE.test(name) && one !== undefined && one !== '');
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, one]) => [name, settled(one)]));
};

/**
 * What AWS and PostgreSQL say of everything that a tenant has, by what it is: two looks are equal where nothing is different but when and
 * how often something was changed.
 */
export const descriptionsOf = async ({ laptop }: Harness, tenant: Tenant): Promise<Readonly<Record<string, unknown>>> => {
  const { tenantId, accountId = '', domain, configuration } = tenant;
  const text = (field: string): string => String(configuration[field] ?? '');
  const name = tenantResourceName(tenantId);
  const FunctionName = tenantResourceName(tenantId, 'api');
  const own = clientsOf(rootOf(accountId));
  const devops = clientsOf(rootOf(testAccounts.devops));
  const owner = clientsOf(rootOf(testAccounts.owner));
  const [ec2, cognito, api, lambda] = [own(EC2Client), own(CognitoIdentityProviderClient), own(ApiGatewayV2Client), own(LambdaClient)];
  const UserPoolId = text('userPoolId');
  const ApiId = text('apiId');
  const looks: Readonly<Record<string, () => Promise<unknown>>> = {
    account: async () => [
      await owner(OrganizationsClient).send(new ListParentsCommand({ ChildId: accountId })),
      await owner(OrganizationsClient).send(new ListPoliciesForTargetCommand({ TargetId: accountId, Filter: 'SERVICE_CONTROL_POLICY' })),
    ],
    budget: () => owner(BudgetsClient).send(new DescribeBudgetCommand({ AccountId: testAccounts.owner, BudgetName: name })),
    roles: () => own(IAMClient).send(new GetAccountAuthorizationDetailsCommand({})),
    stacks: () => own(CloudFormationClient).send(new DescribeStacksCommand({})),
    network: async () => [
      await ec2.send(new DescribeVpcsCommand({})),
      await ec2.send(new DescribeSubnetsCommand({})),
      await ec2.send(new DescribeRouteTablesCommand({})),
      await ec2.send(new DescribeVpcPeeringConnectionsCommand({})),
      await ec2.send(new DescribeNatGatewaysCommand({})),
    ],
    webAcl: async () => {
      const waf = own(WAFV2Client, GLOBAL);
      const [found] = (await waf.send(new ListWebACLsCommand({ Scope: 'CLOUDFRONT' }))).WebACLs ?? [];
      return waf.send(new GetWebACLCommand({ Scope: 'CLOUDFRONT', Name: found?.Name, Id: found?.Id }));
    },
    distribution: () => own(CloudFrontClient).send(new GetDistributionConfigCommand({ Id: text('distributionId') })),
    pages: () => own(CloudFrontClient).send(new GetFunctionCommand({ Name: tenantResourceName(tenantId, 'pages'), Stage: 'LIVE' })),
    bucketPolicy: () => own(S3Client).send(new GetBucketPolicyCommand({ Bucket: text('bucketName') })),
    api: async () => [
      await api.send(new GetApisCommand({})),
      await api.send(new GetStagesCommand({ ApiId })),
      await api.send(new GetRoutesCommand({ ApiId })),
    ],
    userPool: async () => {
      const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 60 }));
      const clients = UserPoolClients.map(({ ClientId }) => cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId })));
      return [
        await cognito.send(new DescribeUserPoolCommand({ UserPoolId })),
        await Promise.all(clients),
        await cognito.send(new ListUsersCommand({ UserPoolId })),
      ];
    },
    function: async () => [
      await lambda.send(new GetFunctionConfigurationCommand({ FunctionName })),
      await lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
    ],
    builds: async () => {
      const names = ['data', 'service', 'ui'].map((purpose) => tenantResourceName(tenantId, purpose));
      return devops(CodeBuildClient).send(new BatchGetProjectsCommand({ names }));
    },
    pipeline: async () => {
      const { pipeline } = await devops(CodePipelineClient).send(new GetPipelineCommand({ name }));
      const { stageStates = [] } = await devops(CodePipelineClient).send(new GetPipelineStateCommand({ name }));
      return [pipeline, stageStates.map(({ stageName, inboundTransitionState }) => ({ stageName, inboundTransitionState }))];
    },
    records: async () => {
      const zone = clientsOf(rootOf(testAccounts.production))(Route53Client);
      const { ResourceRecordSets = [] } = await zone.send(new ListResourceRecordSetsCommand({ HostedZoneId: text('hostedZoneId') }));
      return ResourceRecordSets.filter(({ Name }) => Name?.endsWith(`${domain}.`));
    },
    database: () => inDatabase(laptop.postgres, schemaNameOf(tenantId)),
  };
  const found = await Promise.all(Object.entries(looks).map(async ([what, look]) => [what, settled(await look())] as const));
  return Object.fromEntries(found);
};

/** The schema, and the logins with their settings. */
const inDatabase = async (server: pg.ClientConfig | undefined, schema: string): Promise<unknown> => {
  const client = new pg.Client({ ...server, database: schema });
  await client.connect();
  try {
    const roles = await client.query(
      `SELECT rolname, rolcanlogin, rolconnlimit, rolinherit, setconfig FROM pg_authid r
         LEFT JOIN pg_db_role_setting s ON s.setrole = r.oid WHERE rolname LIKE $1 ORDER BY 1`,
      [`${schema}%`],
    );
    await client.query('BEGIN');
    const { before, after } = await schemaDump(client, schema);
    await client.query('COMMIT');
    return { roles: roles.rows, schema: createHash('sha256').update(before).update(after).digest('hex') };
  } finally {
    await client.end();
  }
};
