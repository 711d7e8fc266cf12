import { declared } from '@tenantry/saga/generated/declared';
import type { Statement } from '../access/policy/document.ts';
import type { IamPrincipal } from '../access/principal.ts';
import type { Snapshot } from '../access/snapshot.ts';
import { type Account, type Kind, type Store, store } from '../access/store.ts';

const TENANT = '01KAV7M0000000000000000001';
export const ACCOUNT_IDS: Readonly<Record<Account, string>> = {
  owner: '100000000001',
  superAdmin: '100000000002',
  devops: '100000000003',
  networking: '100000000004',
  production: '100000000005',
  tenant: '100000000006',
};
const place = (account: Account) => ({ account, accountId: ACCOUNT_IDS[account] });

const own = `tenantry-${TENANT.toLowerCase()}`;
const regional = (service: string, rest: string, account: Account = 'tenant'): string =>
  `arn:aws:${service}:eu-west-1:${ACCOUNT_IDS[account]}:${rest}`;
/** A store of each kind, by its ARN. */
const STORES: readonly (readonly [Kind, arn: string, Account])[] = [
  ['bucket', `arn:aws:s3:::${own}-ui`, 'tenant'],
  ['secret', regional('secretsmanager', `secret:${own}-database-AbCdEf`), 'tenant'],
  ['key', regional('kms', 'key/1'), 'tenant'],
  ['user pool', regional('cognito-idp', 'userpool/eu-west-1_1'), 'tenant'],
  ['function', regional('lambda', `function:${own}-api`), 'tenant'],
  ['log group', regional('logs', `log-group:/aws/lambda/${own}-api`), 'tenant'],
  ['queue', regional('sqs', 'somebody'), 'tenant'],
  ['log destination', regional('logs', 'destination:somebody'), 'tenant'],
  ['roles', `arn:aws:iam::${ACCOUNT_IDS.tenant}`, 'tenant'],
  ['CodePipeline', regional('codepipeline', own, 'devops'), 'devops'],
  ['build', regional('codebuild', `project/${own}-*`, 'devops'), 'devops'],
  ['repository', regional('codecommit', 'tenantry-prod-*', 'devops'), 'devops'],
  ['table', regional('dynamodb', 'table/tenantry-prod-admin', 'superAdmin'), 'superAdmin'],
  ['database', regional('rds', 'cluster:tenantry-prod', 'superAdmin'), 'superAdmin'],
  ['bus', regional('events', 'event-bus/tenantry-prod', 'superAdmin'), 'superAdmin'],
  ['stacks', regional('cloudformation', 'stack/*'), 'tenant'],
  ['distributions', `arn:aws:cloudfront::${ACCOUNT_IDS.tenant}:distribution/*`, 'tenant'],
  ['APIs', 'arn:aws:apigateway:eu-west-1::/apis/*', 'tenant'],
  ['VPN', regional('ec2', 'client-vpn-endpoint/cvpn-1', 'networking'), 'networking'],
  ['hosted zone', 'arn:aws:route53:::hostedzone/Z1', 'production'],
  ['organization', '', 'owner'],
];
export const stores: readonly Store[] = STORES.map(([kind, arn, account]) => store(kind, arn, place(account), kind));

/** A role or a user of an account. */
export const principal = (
  name: string,
  account: Account,
  statements: readonly Statement[],
  more: Partial<IamPrincipal> = {},
): IamPrincipal => ({
  kind: 'role',
  name,
  arn: `arn:aws:iam::${ACCOUNT_IDS[account]}:${more.kind === 'user' ? 'user' : 'role'}/${name}`,
  ...place(account),
  policies: { identity: [{ name: 'policy policy', statements }], scps: [] },
  trust: [],
  ...more,
});

const named = (text: string): string =>
  text.replace(
    /\{(\w+)\}/g,
    (_, key: string) =>
      ({ ...ACCOUNT_IDS, deployment: 'prod', tenantId: TENANT, tenantid: TENANT.toLowerCase(), organization: 'o-1' })[key] ?? '',
  );
/** Every role of the product, deployed as it is declared, of a deployment that is not production. */
export const deployed: readonly IamPrincipal[] = (JSON.parse(named(JSON.stringify(declared.roles))) as typeof declared.roles).map(
  ({ name, account, trust, statements }) =>
    principal(name, account, statements as readonly Statement[], { trust: trust as readonly Statement[] }),
);

/** A deployment as the product makes it. */
export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  deployment: 'prod',
  region: 'eu-west-1',
  tenantId: TENANT,
  others: [],
  accountIds: ACCOUNT_IDS,
  organization: { id: 'o-1', members: new Set(Object.values(ACCOUNT_IDS)), scps: new Map(), rcps: new Map() },
  configured: { production: false, permissionSets: [{ group: 'viewers', permissionSet: 'TenantViewer' }], baseline: [] },
  principals: deployed,
  stores,
  accessKeys: [],
  keyGrants: [],
  assignments: [],
  users: [],
  unread: [],
  ...more,
});
