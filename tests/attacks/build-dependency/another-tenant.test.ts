import { expect } from '@jest/globals';
import { conditionsHold } from '@laptop/aws/iam/conditions';
import { evaluate, type PrincipalPolicies } from '@laptop/aws/iam/evaluate';
import type { ConditionBlock, Statement } from '@laptop/aws/iam/policy';
import {
  artifactFolder,
  DELIVERY_ROLES,
  type DeliveryOf,
  type DeliveryRole,
  deliveryBoundary,
  deliveryPolicy,
  deliveryTrust,
} from '../../../landing-zone/src/policies/delivery.ts';
import { roleId, tenantBaseline } from '../../../landing-zone/src/tenant.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';

const config = configOf('dev');
const { devops } = config.accounts;
const artifactBucket = `tenantry-dev-artifacts-${devops}`;
const of = (tenantId: string, accountId: string): DeliveryOf => ({
  ...{ deployment: 'dev', tenantId, accountId, region: config.region, devops, artifactBucket },
  artifactKeyArn: `arn:aws:kms:${config.region}:${devops}:key/1`,
});
const A = of('01JAAAAAAAAAAAAAAAAAAAAAAA', '200000000001');
const B = of('01JBBBBBBBBBBBBBBBBBBBBBBB', '200000000002');

const rolesOf = (one: DeliveryOf, name: DeliveryRole): PrincipalPolicies => ({
  identity: [{ name, statements: deliveryPolicy(one, name) as readonly Statement[] }],
  boundary: { name: 'boundary', statements: deliveryBoundary(one) as readonly Statement[] },
});
const may = (role: PrincipalPolicies, action: string, resource: string): boolean =>
  evaluate(role, { action, resource, context: {} }).allowed;
const tenantRoleArn = ({ accountId }: DeliveryOf, name: string): string => `arn:aws:iam::${accountId}:role/tenantry-dev-${name}`;
const nameOf = ({ tenantId }: DeliveryOf, purpose: string): string => `tenantry-${tenantId.toLowerCase()}-${purpose}`;

/** What delivers to a tenant: each call by which one could reach, spoil or watch another's. */
const callsOf = (one: DeliveryOf): readonly (readonly [string, string])[] => [
  ...['migrate', 'service', 'ui', 'application', 'account', 'pipeline', 'network', 'edge', 'offboard'].map(
    (name) => ['sts:AssumeRole', tenantRoleArn(one, name)] as const,
  ),
  ['sts:AssumeRole', `arn:aws:iam::${one.accountId}:role/OrganizationAccountAccessRole`],
  ...['data', 'service', 'ui'].flatMap((purpose) => [
    ['codebuild:StartBuild', `arn:aws:codebuild:us-east-1:${devops}:project/${nameOf(one, purpose)}`] as const,
    ['logs:PutLogEvents', `arn:aws:logs:us-east-1:${devops}:log-group:/aws/codebuild/${nameOf(one, purpose)}:log-stream:1`] as const,
    ['sts:AssumeRole', `arn:aws:iam::${devops}:role/${nameOf(one, purpose)}`] as const,
  ]),
  ['codepipeline:StartPipelineExecution', `arn:aws:codepipeline:us-east-1:${devops}:tenantry-${one.tenantId.toLowerCase()}`],
  ['s3:GetObject', `arn:aws:s3:::${artifactBucket}/${artifactFolder(one.tenantId)}source-api/1`],
  ['s3:PutObject', `arn:aws:s3:::${artifactBucket}/${artifactFolder(one.tenantId)}source-api/1`],
];

attack('build-reaches-tenant', "what runs one tenant's steps makes any call that delivers to another", () => {
  const own: Readonly<Record<DeliveryRole, string>> = { data: 'migrate', service: 'service', ui: 'ui', pipeline: 'none' };
  for (const name of DELIVERY_ROLES) {
    const role = rolesOf(A, name);
    for (const [action, resource] of callsOf(B))
      expect({ name, action, resource, may: may(role, action, resource) }).toMatchObject({ may: false });
    // Of its own tenant one role, and nothing of the other steps'.
    const assumed = callsOf(A).flatMap(([action, resource]) =>
      action === 'sts:AssumeRole' && may(role, action, resource) ? [resource] : [],
    );
    expect(assumed).toEqual(name === 'pipeline' ? [] : [tenantRoleArn(A, own[name])]);
    for (const key of ['releases/api/1.zip', 'releases/current.json', 'releases/manifests/1.json'])
      expect(may(role, 's3:PutObject', `arn:aws:s3:::${artifactBucket}/${key}`)).toBe(false);
  }
});

/** Whether a trust policy lets a role of the DevOps account in. */
const lets = (trust: { readonly Statement: readonly { readonly Condition: ConditionBlock }[] }, role: string): boolean =>
  trust.Statement.some(({ Condition }) => conditionsHold(Condition, { 'aws:PrincipalArn': `arn:aws:iam::${devops}:role/${role}` }));

attack('account-trusts-other-tenant', "a build of one tenant, or of a release, assumes a role of another tenant's account", () => {
  const { Resources } = tenantBaseline({ deployment: 'dev', tenantId: B.tenantId, config });
  const builders = [A, B].flatMap((one) => DELIVERY_ROLES.map((name) => nameOf(one, name)));
  const others = ['tenantry-dev-build', 'tenantry-dev-release-api', 'tenantry-dev-release-ui', 'tenantry-dev-pipeline'];
  for (const [step, project] of [['migrate', 'data'] as const, ['service', 'service'] as const, ['ui', 'ui'] as const]) {
    const trust = Resources[roleId(step)]?.Properties?.AssumeRolePolicyDocument as Parameters<typeof lets>[0];
    expect([...builders, ...others].filter((role) => lets(trust, role))).toEqual([nameOf(B, project)]);
  }
});

attack('deputy-of-other-project', "a project or a pipeline of another tenant, or of another account, is given a tenant's role", () => {
  const assumed = (name: DeliveryRole, sourceArn: string): boolean =>
    (deliveryTrust(A, name).Statement as readonly { readonly Condition: ConditionBlock }[]).some(({ Condition }) =>
      conditionsHold(Condition, { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] ?? '' }),
    );
  const project = (one: DeliveryOf, purpose: string, account = devops) =>
    `arn:aws:codebuild:${config.region}:${account}:project/${nameOf(one, purpose)}`;
  for (const purpose of ['data', 'service', 'ui'] as const) {
    expect(assumed(purpose, project(A, purpose))).toBe(true);
    const foreign = [project(B, purpose), project(A, purpose, '666666666666'), project(A, purpose === 'ui' ? 'data' : 'ui')];
    expect(foreign.filter((source) => assumed(purpose, source))).toEqual([]);
  }
});
