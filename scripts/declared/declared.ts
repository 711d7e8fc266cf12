import { resolved, type TemplateResource } from '@laptop/aws/iam/intrinsics';
import { statementsOf } from '@laptop/aws/iam/policy';
import { EXAMPLE_TENANT, everyTemplate } from '@tenantry/landing-zone/every-template';
import { DELIVERY_ROLES, type DeliveryOf, deliveryPolicy, deliveryTrust } from '@tenantry/landing-zone/policies/delivery';
import { artifactBucketName } from '@tenantry/landing-zone/resource-names';
import type { Declared, DeclaredInvitation, DeclaredRole, DeclaredStatement } from '@tenantry/saga/declared';
import { configOf } from '@tenantry/shared/deployment/config';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { FOLDERS, serviceIn } from '../services.ts';

/** Its names stand for those of all. */
const DEPLOYMENT = 'dev';
/** With every role that a configuration can ask for: accounts that are used again, developers. */
const config = (() => {
  const found = configOf(DEPLOYMENT);
  return { ...found, organization: { ...found.organization, recycle: true } };
})();
type Account = DeclaredRole['account'];
/** Stands for the tenant's account, which has no id here. */
const TENANT_ACCOUNT = '999999999999';
const ACCOUNT_IDS: Readonly<Record<Account, string>> = { ...config.accounts, tenant: TENANT_ACCOUNT };

type Resources = Readonly<Record<string, TemplateResource>>;
/** Types that have a policy which lets others in, and its property. */
const INVITING: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::Events::EventBusPolicy': 'Statement',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
};

const statements = (document: unknown): readonly DeclaredStatement[] => statementsOf(document) as readonly DeclaredStatement[];

const placeOf = (account: Account, resources: Resources) => ({
  accountId: ACCOUNT_IDS[account],
  region: config.region,
  resources,
  parameters: {},
  lenient: true,
});

const rolesIn = (account: Account, resources: Resources): readonly DeclaredRole[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Role')
    .map(({ Properties }) => {
      const {
        RoleName,
        AssumeRolePolicyDocument,
        Policies = [],
      } = resolved(Properties, placeOf(account, resources)) as {
        readonly RoleName: string;
        readonly AssumeRolePolicyDocument: object;
        readonly Policies?: readonly { readonly PolicyDocument: object }[];
      };
      return {
        account,
        name: RoleName,
        trust: statements(AssumeRolePolicyDocument),
        statements: Policies.flatMap(({ PolicyDocument }) => statements(PolicyDocument)),
      };
    });

/** What a function is invoked by, as Lambda writes it into the function's policy (Lambda Developer Guide, "Resource-based policies"). */
const permission = (properties: Readonly<Record<string, unknown>>): DeclaredStatement => {
  const { Principal, SourceArn, SourceAccount, Action } = properties as Readonly<Record<string, string | undefined>>;
  const condition = {
    ...(SourceArn ? { ArnLike: { 'AWS:SourceArn': SourceArn } } : {}),
    ...(SourceAccount ? { StringEquals: { 'AWS:SourceAccount': SourceAccount } } : {}),
  };
  return { Effect: 'Allow', Principal: { Service: Principal ?? '*' }, Action: Action ?? '*', Resource: '*', Condition: condition };
};

const invitationsIn = (account: Account, resources: Resources): readonly DeclaredInvitation[] =>
  Object.values(resources).flatMap(({ Type, Properties }): readonly DeclaredInvitation[] => {
    const known = resolved(Properties ?? {}, placeOf(account, resources)) as Readonly<Record<string, unknown>>;
    if (Type === 'AWS::Lambda::Permission') return [{ account, statement: permission(known) }];
    const property = INVITING[Type];
    // A bus takes its statements one by one.
    const document = property === 'Statement' ? known : known[property ?? ''];
    const found = document === undefined ? [] : statements(document);
    return found.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({ account, statement }));
  });

const delivery = (): readonly DeclaredRole[] => {
  const { devops } = config.accounts;
  const of: DeliveryOf = {
    deployment: DEPLOYMENT,
    tenantId: EXAMPLE_TENANT,
    accountId: TENANT_ACCOUNT,
    region: config.region,
    devops,
    artifactBucket: artifactBucketName(DEPLOYMENT, devops),
    artifactKeyArn: `arn:aws:kms:${config.region}:${devops}:key/*`,
  };
  return DELIVERY_ROLES.map((name) => ({
    account: 'devops',
    name: tenantResourceName(EXAMPLE_TENANT, name),
    trust: statements(deliveryTrust(of, name)),
    statements: deliveryPolicy(of, name) as readonly DeclaredStatement[],
  }));
};

const uniquely = <One>(all: readonly One[]): readonly One[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];

/** Everything that the templates of landing zone, tenant's account and services let in. */
export const declaredNow = async (): Promise<Declared> => {
  const { tenant, sweep, superAdmin, consoleFront, ...others } = everyTemplate(DEPLOYMENT, config);
  const services = await Promise.all(FOLDERS.map((folder) => serviceIn(folder)));
  const templates: readonly (readonly [Account, Resources])[] = [
    ['tenant', tenant.Resources],
    ['tenant', sweep.Resources],
    ['superAdmin', superAdmin.Resources],
    ['superAdmin', consoleFront.Resources],
    ...services.map((service) => ['superAdmin', (service.resources?.Resources ?? {}) as Resources] as const),
    ...(['owner', 'networking', 'production', 'devops'] as const).map((account) => [account, others[account].Resources] as const),
  ];
  return {
    roles: uniquely([...templates.flatMap(([account, resources]) => rolesIn(account, resources)), ...delivery()]),
    invitations: uniquely(templates.flatMap(([account, resources]) => invitationsIn(account, resources))),
  };
};

/** Writes what a deployment has of its own as what it is. */
const tokenized = (json: string): string =>
  [
    ...Object.entries(ACCOUNT_IDS).map(([account, id]) => [id, `{${account}}`] as const),
    [EXAMPLE_TENANT.toLowerCase(), '{tenantid}'] as const,
    [EXAMPLE_TENANT, '{tenantId}'] as const,
    ['o-1234567890', '{organization}'] as const,
    [`:${config.region}:`, ':*:'] as const,
    [`"${DEPLOYMENT}"`, '"{deployment}"'] as const,
  ]
    .reduce((text, [from, to]) => text.replaceAll(from, to), json)
    .replace(/(tenantry|aws-waf-logs)([-/])dev(?![a-z0-9])/g, '$1$2{deployment}');

/** The module that holds it, a role or a statement on each line. */
export const sourceOf = ({ roles, invitations }: Declared): string => {
  const lines = (all: readonly object[]): string => all.map((one) => `    ${tokenized(JSON.stringify(one))},\n`).join('');
  return `// Generated by npm run generate from the templates of landing zone, tenant's account and services; do not edit.
import type { Declared } from '../declared.ts';

export const declared: Declared = {
  roles: [
${lines(roles)}  ],
  invitations: [
${lines(invitations)}  ],
};
`;
};
