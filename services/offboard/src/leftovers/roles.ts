import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  IAMClient,
  paginateListAttachedRolePolicies,
  paginateListPolicies,
  paginateListRolePolicies,
  paginateListRoles,
  paginateListUsers,
  type Role,
} from '@aws-sdk/client-iam';
import { LASTING_ROLES } from '@tenantry/landing-zone/tenant';
import { collect } from '@tenantry/shared/aws/pages';
import { boundaryName, serviceName } from '@tenantry/shared/domain/names';
import { type AccountInRegion, foundIn, hasName, type Leftover, type Lister } from './leftover.ts';

const ROLE = 'IAM role';

const reasonOf = (place: AccountInRegion, { RoleName, Path }: Role): string | false => {
  if (Path?.startsWith('/aws-service-role/')) return 'service-linked role of AWS';
  if (Path?.startsWith('/aws-reserved/')) return "Identity Center's role: it ends with the assignment";
  if (RoleName === 'OrganizationAccountAccessRole') return "Organizations' own role: it ends with the account";
  const taking = LASTING_ROLES.map((service) => serviceName(place.zone.deployment, service));
  return taking.includes(RoleName ?? '') && 'takes the account back; it ends with the account';
};

const BOUNDARY = 'bounds what releases made, and grants nothing; it ends with the account';
const isBoundary = (place: AccountInRegion, policyName: string | undefined): boolean => policyName === boundaryName(place.zone.deployment);

/** Roles cost nothing, but open doors. */
export const roles: Lister = {
  service: 'IAM',
  finds: ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::ManagedPolicy'],
  isGlobal: true,
  list: async (place) => {
    const client = place.client(IAMClient);
    const found: Leftover[] = [];
    for await (const { Roles = [] } of paginateListRoles({ client }, {})) {
      found.push(...Roles.map((role) => foundIn(place, ROLE)(role.RoleName, hasName(place, role.RoleName), reasonOf(place, role))));
    }
    for await (const { Users = [] } of paginateListUsers({ client }, {})) {
      found.push(...Users.map(({ UserName }) => foundIn(place, 'IAM user')(UserName, false)));
    }
    for await (const { Policies = [] } of paginateListPolicies({ client }, { Scope: 'Local' })) {
      found.push(
        ...Policies.map(({ PolicyName }) => foundIn(place, 'IAM policy')(PolicyName, false, isBoundary(place, PolicyName) && BOUNDARY)),
      );
    }
    return found;
  },
  remove: async (place, { id: RoleName }) => {
    const client = place.client(IAMClient);
    const inline = await collect(paginateListRolePolicies({ client }, { RoleName }), ({ PolicyNames }) => PolicyNames);
    for (const PolicyName of inline) await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const attached = await collect(paginateListAttachedRolePolicies({ client }, { RoleName }), ({ AttachedPolicies }) => AttachedPolicies);
    for (const { PolicyArn } of attached) await client.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }));
    await client.send(new DeleteRoleCommand({ RoleName }));
  },
};
