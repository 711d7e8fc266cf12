import type { PrincipalPolicies } from '@laptop/aws/iam/evaluate';
import { type Place, resolved } from '@laptop/aws/iam/intrinsics';
import type { Policy, Statement } from '@laptop/aws/iam/policy';
import { EXAMPLE_TENANT, everyTemplate } from '@tenantry/landing-zone/every-template';
import { boundaryPolicy } from '@tenantry/landing-zone/policies/boundary';
import { DELIVERY_ROLES, deliveryBoundary, deliveryPolicy } from '@tenantry/landing-zone/policies/delivery';
import { accessRoleGuard, quarantineGuard, tenantsGuard } from '@tenantry/landing-zone/policies/organization';
import { servicesGuard } from '@tenantry/landing-zone/policies/services-guard';
import { artifactBucketName } from '@tenantry/landing-zone/resource-names';
import { LASTING_ROLES } from '@tenantry/landing-zone/tenant';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { serviceName, tenantResourceName } from '@tenantry/shared/domain/names';
import { SERVICE_FOLDERS, serviceIn } from '../../scripts/services.ts';
import type { DocumentResource } from '../templates/document.ts';
import type { Account } from '../templates/every-stack.ts';

/** Stands for a tenant and its account, wherever an id is written. */
export const TENANT = { accountId: '999999999999', id: EXAMPLE_TENANT, name: tenantResourceName(EXAMPLE_TENANT) } as const;

/** A role as the code makes it, with all that decides about it. */
export interface Role {
  /** `tenant/tenantry-dev-edge`. */
  readonly key: string;
  readonly account: Account;
  readonly accountId: string;
  readonly name: string;
  readonly policies: PrincipalPolicies;
}

type Resources = Readonly<Record<string, DocumentResource>>;
interface Part {
  readonly account: Account;
  readonly resources: Resources;
}

const SERVICES = await Promise.all(SERVICE_FOLDERS.map((folder) => serviceIn(folder)));

const FULL: Policy = { name: 'FullAWSAccess', statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const guardsOf = (deployment: string, account: Account, name: string): PrincipalPolicies['scps'] => {
  if (account === 'owner') return undefined;
  if (account !== 'tenant') return [[FULL], [FULL]];
  const guard = (title: string, statements: readonly object[]): Policy => ({ name: title, statements: statements as readonly Statement[] });
  const { region, organization } = configOf(deployment);
  const unit = [
    FULL,
    guard('the guard of tenants', tenantsGuard(deployment)),
    guard('the guard of regions and services', servicesGuard(region, organization.baseline)),
    guard('the guard against the access role', accessRoleGuard),
  ];
  // They continue to work in an account on its way out: both guards must let them through.
  const takesBack = LASTING_ROLES.some((service) => name === serviceName(deployment, service));
  return [
    [FULL],
    takesBack ? [...unit, guard('the guard of the quarantine', quarantineGuard(deployment, organization.baseline))] : unit,
    [FULL],
  ];
};

const normalIds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('o-1234567890', 'o-1').replaceAll('r-ab12', 'r-1'));

const roleOf = (deployment: string, part: Part, place: Place, resource: DocumentResource): Role => {
  // The examples of everyTemplate, as `normal.ts` has them.
  const properties = normalIds(resolved(resource.Properties, place)) as {
    RoleName: string;
    Policies?: readonly { PolicyName: string; PolicyDocument: { Statement: readonly Statement[] } }[];
    PermissionsBoundary?: string;
  };
  const { RoleName: name, Policies = [], PermissionsBoundary } = properties;
  const scps = guardsOf(deployment, part.account, name);
  return {
    key: `${part.account}/${name}`,
    account: part.account,
    accountId: place.accountId,
    name,
    policies: {
      identity: Policies.map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, statements: PolicyDocument.Statement })),
      ...(PermissionsBoundary ? { boundary: { name: 'the boundary', statements: boundaryPolicy as readonly Statement[] } } : {}),
      ...(scps ? { scps } : {}),
    },
  };
};

/** Every role of a deployment, as landing zone, services and the tenants' application make it. */
export const everyRole = (deployment: string): readonly Role[] => {
  const config = configOf(deployment);
  const { tenant, sweep, owner, networking, production, devops, superAdmin } = everyTemplate(deployment, config);
  // What both have is the same.
  const zone = { tenant: { Resources: { ...sweep.Resources, ...tenant.Resources } }, owner, networking, production, devops, superAdmin };
  const parts: readonly Part[] = [
    ...Object.entries(zone).map(([account, { Resources }]) => ({ account: account as Account, resources: Resources as Resources })),
    ...SERVICES.map(({ resources }) => ({ account: 'superAdmin' as const, resources: resources.Resources as unknown as Resources })),
  ];
  // Units of the organization, by any of which `normal.ts` puts the same id.
  const parameters = { TenantsUnit: 'ou-1', QuarantineUnit: 'ou-1', BootstrapUnit: 'ou-1' };
  const made = parts.flatMap((part) => {
    const accountId = part.account === 'tenant' ? TENANT.accountId : config.accounts[part.account];
    const place: Place = { accountId, region: config.region, resources: part.resources, parameters };
    return Object.values(part.resources)
      .filter(({ Type }) => Type === 'AWS::IAM::Role')
      .map((resource) => roleOf(deployment, part, place, resource));
  });
  return [...made, ...deliveryRoles(deployment, config)];
};

/** What the pipeline service makes for a tenant in the DevOps account. */
const deliveryRoles = (deployment: string, config: Config): readonly Role[] => {
  const { region } = config;
  const { devops } = config.accounts;
  const artifactBucket = artifactBucketName(deployment, devops);
  const of = {
    ...{ deployment, tenantId: TENANT.id, accountId: TENANT.accountId, region, devops, artifactBucket },
    artifactKeyArn: `arn:aws:kms:${region}:${devops}:key/*`,
  };
  return DELIVERY_ROLES.map((role): Role => {
    const name = tenantResourceName(TENANT.id, role);
    const scps = guardsOf(deployment, 'devops', name);
    return {
      key: `devops/${name}`,
      account: 'devops',
      accountId: devops,
      name,
      policies: {
        identity: [{ name: 'policy', statements: deliveryPolicy(of, role) as readonly Statement[] }],
        boundary: { name: 'the boundary of delivery', statements: deliveryBoundary(of) as readonly Statement[] },
        ...(scps ? { scps } : {}),
      },
    };
  });
};
