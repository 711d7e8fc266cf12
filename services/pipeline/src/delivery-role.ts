import { GetRoleCommand, GetRolePolicyCommand, type IAMClient, type Role } from '@aws-sdk/client-iam';
import { type DeliveryOf, type DeliveryRole, deliveryPolicy, deliveryTrust } from '@tenantry/landing-zone/policies/delivery';
import { ifFound } from '@tenantry/shared/aws/found';
import { tenantResourceName } from '@tenantry/shared/domain/names';
import { policy } from '@tenantry/shared/infra/policy';
import type { Scope } from './scope.ts';

/** Whose roles they are, and where. */
export const deliveryOf = ({ tenantId, deployment, config, delivery }: Scope, accountId: string): DeliveryOf => ({
  deployment,
  tenantId,
  accountId,
  region: config.region,
  devops: config.accounts.devops,
  artifactBucket: delivery.artifactBucket,
  artifactKeyArn: delivery.artifactKeyArn,
});

/** A role as it should be; documents as IAM takes them. */
export interface WantedRole {
  readonly name: string;
  readonly trust: string;
  readonly policy: string;
}
export const wantedRole = (of: DeliveryOf, role: DeliveryRole): WantedRole => ({
  name: tenantResourceName(of.tenantId, role),
  trust: JSON.stringify(deliveryTrust(of, role)),
  policy: JSON.stringify(policy(deliveryPolicy(of, role))),
});

/** A role as IAM shows it. */
export interface FoundRole {
  readonly role: Role;
  /** Of its one inline policy; absent where the creation was cut short. */
  readonly policy?: string | undefined;
}
export const ROLE_GONE = ['NoSuchEntityException', 'NoSuchEntity'];
export const POLICY_NAME = 'policy';

/** IAM answers documents percent-encoded (IAM API Reference, GetRole). */
const text = (document: string | undefined): string | undefined => (document === undefined ? undefined : decodeURIComponent(document));

export const findRole = async (iam: IAMClient, RoleName: string): Promise<FoundRole | undefined> => {
  const { Role } = (await ifFound(() => iam.send(new GetRoleCommand({ RoleName })), ...ROLE_GONE)) ?? {};
  if (!Role) return undefined;
  const query = new GetRolePolicyCommand({ RoleName, PolicyName: POLICY_NAME });
  const found = await ifFound(() => iam.send(query), ...ROLE_GONE);
  return { role: Role, policy: text(found?.PolicyDocument) };
};

/** What of a role is not as it should be. AWS may answer a document's members in another order and single values as lists. */
export const differencesOf = ({ role, policy: found }: FoundRole, wanted: WantedRole): readonly ('trust' | 'policy')[] => [
  ...(isSame(text(role.AssumeRolePolicyDocument), wanted.trust) ? [] : (['trust'] as const)),
  ...(isSame(found, wanted.policy) ? [] : (['policy'] as const)),
];

const isSame = (found: string | undefined, wanted: string): boolean =>
  found !== undefined && canonical(JSON.parse(found)) === canonical(JSON.parse(wanted));

const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 1 ? canonical(value[0]) : `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${name}:${canonical(inner)}`).join()}}`;
};
