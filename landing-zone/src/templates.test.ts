import { describe, expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { MAX_DEPLOYMENT_NAME } from '@tenantry/shared/deployment/deployment-name';
import { everyTemplate } from './every-template.ts';
import { MAX_TEMPLATE } from './stack.ts';
import type { Template } from './template.ts';
import { LASTING_ROLES, TENANT_ROLES } from './tenant.ts';

const config = configOf('dev');
const templatesOf = (deployment: string): Readonly<Record<string, Template>> => everyTemplate(deployment, config);
const templates = templatesOf('dev');

interface Statement {
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: object;
}
interface Found {
  readonly account: string;
  readonly path: string;
  readonly statement: Statement;
}
/** Every statement of every policy document in a template, wherever it is. */
const statementsIn = (account: string, value: unknown, path = ''): Found[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => statementsIn(account, item, `${path}/${i}`));
  const found = 'Effect' in value ? [{ account, path, statement: value as Statement }] : [];
  return [...found, ...Object.entries(value).flatMap(([key, item]) => statementsIn(account, item, `${path}/${key}`))];
};
const statements = Object.entries(templates).flatMap(([account, template]) => statementsIn(account, template.Resources));
const list = (value: string | readonly string[] | undefined): readonly string[] => (typeof value === 'string' ? [value] : (value ?? []));
const isIdentityPolicy = ({ path, statement }: Found) => path.includes('/Policies/') && statement.Effect === 'Allow';

/** Actions that AWS evaluates without a resource, so that `*` is all a policy can say (Service Authorization Reference). */
const WITHOUT_RESOURCE: readonly (readonly [RegExp, string])[] = [
  [/^ec2:(Describe|Get)\w+$/, 'Amazon EC2: Describe and Get actions have no resource types'],
  [/^ec2:(Create|Delete)NetworkInterface$/, 'CodeBuild User Guide, "Allow CodeBuild to work in a VPC"'],
  [/^ec2:(Una|A)ssignPrivateIpAddresses$/, 'AWS Lambda developer guide, "Giving Lambda functions access to resources in an Amazon VPC"'],
  [
    /^organizations:(CreateAccount|List\w+|Describe\w+|MoveAccount|(Tag|Untag)Resource)$/,
    'AWS Organizations: accounts have no ARN before they exist',
  ],
  [
    /^(acm|cloudfront|wafv2|ses|cognito-idp|tag|servicequotas|codebuild|codepipeline|secretsmanager|logs):(List|Get)\w+$/,
    'List actions have no resource types',
  ],
  [/^logs:Describe(LogGroups|IndexPolicies|ResourcePolicies)$/, 'Amazon CloudWatch Logs: no resource types'],
  [/^(cloudformation|dynamodb|iam|lambda):List\w+$/, 'List actions have no resource types'],
  [/^events:ListRules$/, 'Amazon EventBridge: no resource types'],
  [/^ce:GetCostAndUsage$/, 'AWS Cost Explorer: no resource types'],
  [/^s3:ListAllMyBuckets$/, 'Amazon S3: ListAllMyBuckets has no resource types'],
  [/^cloudfront:Create\w+$/, 'Amazon CloudFront: what is created has no ARN yet'],
  [/^acm:RequestCertificate$/, 'AWS Certificate Manager: RequestCertificate has no resource types'],
  [/^cognito-idp:CreateUserPool$/, 'Amazon Cognito User Pools: a pool has no ARN before it exists'],
  [/^cognito-idp:DescribeUserPoolDomain$/, 'Amazon Cognito User Pools: no resource types'],
];

describe('every template', () => {
  test.each(Object.entries(templates))('%s fits into one call', (_account, template) => {
    expect(JSON.stringify(template).length).toBeLessThan(MAX_TEMPLATE);
  });

  test.each(Object.entries(templates))('%s keeps within the size of inline policies', (_account, { Resources }) => {
    const roles = Object.values(Resources).filter(({ Type }) => Type === 'AWS::IAM::Role');
    for (const { Properties } of roles) {
      // IAM counts the characters of all inline policies of a role, white space apart (IAM User Guide, "IAM and AWS STS quotas").
      expect(JSON.stringify(Properties?.Policies).length).toBeLessThan(10_240);
      expect(JSON.stringify(Properties?.AssumeRolePolicyDocument).length).toBeLessThan(2_048);
    }
  });

  test('allows no action on everything of AWS', () => {
    const wide = statements.filter(
      ({ statement }) => statement.Effect === 'Allow' && list(statement.Action).some((action) => action === '*'),
    );
    expect(wide).toEqual([]);
    const wholeService = statements.filter(
      (found) => isIdentityPolicy(found) && list(found.statement.Action).some((action) => /^[a-z0-9-]+:\*$/.test(action)),
    );
    expect(wholeService).toEqual([]);
  });

  test('names resources, but for actions that AWS knows no resource for', () => {
    const unexplained = statements
      .filter((found) => isIdentityPolicy(found) && [found.statement.Resource].flat().includes('*') && !found.statement.Condition)
      .flatMap(({ account, path, statement }) =>
        list(statement.Action)
          .filter((action) => !WITHOUT_RESOURCE.some(([pattern]) => pattern.test(action)))
          .map((action) => `${account}${path}: ${action}`),
      );
    expect(unexplained).toEqual([]);
  });

  test('trusts an account only for named roles, and a service only for its own account', () => {
    const trusts = statements.filter(({ path }) => path.includes('AssumeRolePolicyDocument'));
    expect(trusts.length).toBeGreaterThan(10);
    const open = trusts
      .filter(({ statement }) => !statement.Condition)
      .map(({ account, path }) => `${account}${path.split('/Properties')[0]}`);
    expect(open).toEqual([]);
    const ofServices = trusts.filter(({ statement }) => JSON.stringify(statement.Principal).includes('.amazonaws.com'));
    expect(ofServices.map(({ statement }) => statement.Condition)).toEqual(
      ofServices.map(({ account }) => ({
        StringEqualsIfExists: { 'aws:SourceAccount': account === 'tenant' ? { 'Fn::Sub': '${AWS::AccountId}' } : config.accounts.devops },
      })),
    );
  });

  test('opens to other accounts only inside the organization', () => {
    const open = statements.filter(({ statement }) => {
      const { Effect, Principal } = statement;
      return Effect === 'Allow' && (Principal === '*' || JSON.stringify(Principal) === '{"AWS":"*"}');
    });
    expect(open.length).toBeGreaterThan(0);
    for (const { statement } of open) expect(statement.Condition).toMatchObject({ StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } });
  });

  test('has names that AWS takes for a stage of the longest name', () => {
    // IAM API reference, CreateRole; S3 User Guide, "Bucket naming rules"; CE API reference, CreateCostCategoryDefinition.
    const most: Readonly<Record<string, number>> = { RoleName: 64, BucketName: 63, DBClusterIdentifier: 63, RepositoryName: 100, Name: 50 };
    const named = ['AWS::IAM::Role', 'AWS::S3::Bucket', 'AWS::RDS::DBCluster', 'AWS::CodeCommit::Repository', 'AWS::CE::CostCategory'];
    const long = Object.values(templatesOf('x'.repeat(MAX_DEPLOYMENT_NAME))).flatMap(({ Resources }) =>
      Object.values(Resources)
        .filter(({ Type }) => named.includes(Type))
        .flatMap(({ Properties = {} }) =>
          Object.entries(Properties).filter(([key, value]) => String(value).length > (most[key] ?? Infinity)),
        ),
    );
    expect(long).toEqual([]);
  });

  test('gives roles the names that services derive', () => {
    const roles = Object.entries(templates).flatMap(([account, { Resources }]) =>
      Object.values(Resources).flatMap(({ Type, Properties }) => (Type === 'AWS::IAM::Role' ? [`${account}:${Properties?.RoleName}`] : [])),
    );
    expect(roles).toEqual([
      'owner:tenantry-dev-account',
      'owner:tenantry-dev-offboard',
      'owner:tenantry-dev-admin',
      'networking:tenantry-dev-network',
      'networking:tenantry-dev-offboard',
      'networking:tenantry-dev-admin',
      'production:tenantry-dev-dns',
      'production:tenantry-dev-offboard',
      'production:tenantry-dev-admin',
      'devops:tenantry-dev-release-database',
      'devops:tenantry-dev-release-api',
      'devops:tenantry-dev-release-ui',
      'devops:tenantry-dev-releases-pipeline',
      'devops:tenantry-dev-releases',
      'devops:tenantry-dev-releases-start',
      'devops:tenantry-dev-releases-report',
      'devops:tenantry-dev-pipeline',
      'devops:tenantry-dev-offboard',
      'devops:tenantry-dev-admin',
      'superAdmin:tenantry-dev-peering-accepter',
      'superAdmin:tenantry-dev-restore',
      'superAdmin:tenantry-dev-developer',
      ...TENANT_ROLES.map((name) => `tenant:tenantry-dev-${name}`),
      ...LASTING_ROLES.map((name) => `sweep:tenantry-dev-${name}`),
    ]);
  });

  test('refers only to resources that it has', () => {
    const referred = (value: unknown): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      if (Array.isArray(value)) return value.flatMap(referred);
      const own = 'Ref' in value ? [String(value.Ref)] : 'Fn::GetAtt' in value ? [String((value['Fn::GetAtt'] as string[])[0])] : [];
      return [...own, ...Object.values(value).flatMap(referred)];
    };
    for (const { Resources, Outputs } of Object.values(templates)) {
      for (const name of referred([Resources, Outputs])) expect(Resources).toHaveProperty(name);
    }
  });
});

test("units and policies of the organization are made one after the other: CloudFormation repeats none of Organizations' refusals", () => {
  const made = Object.entries(templates.owner?.Resources ?? {}).filter(([, { Type }]) => Type.startsWith('AWS::Organizations::'));
  expect(made.length).toBeGreaterThan(7);
  expect(made.slice(1).map(([, { DependsOn }]) => DependsOn)).toEqual(made.slice(0, -1).map(([id]) => id));
});

describe('the database', () => {
  test('has the major version that the SQL of the pipeline asks for', () => {
    expect(Number(templates.superAdmin?.Resources.Cluster?.Properties?.EngineVersion)).toBeGreaterThanOrEqual(16);
  });
});

describe('quarantine', () => {
  test('exempts what the organization itself runs in its accounts, as the configuration names it', () => {
    const [statement] = statementsIn('owner', everyTemplate('dev', configOf('example')).owner?.Resources.QuarantineGuard);
    expect(JSON.stringify(statement)).toContain('"arn:aws:iam::*:role/AWSControlTowerExecution","arn:aws:iam::*:role/stacksets-exec-*"');
  });

  test('denies everything but to the roles that take an account back', () => {
    const [statement] = statementsIn('owner', templates.owner?.Resources.QuarantineGuard);
    expect(statement?.statement).toMatchObject({
      Effect: 'Deny',
      Action: '*',
      Condition: {
        ArnNotLike: {
          'aws:PrincipalArn': ['arn:aws:iam::*:role/tenantry-dev-account', 'arn:aws:iam::*:role/tenantry-dev-offboard'],
        },
      },
    });
  });
});
