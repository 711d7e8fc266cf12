import type { Filter, ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { codeOf, isCode, Wait } from '@tenantry/shared/failure/errors';
import type { Scope } from './scope.ts';

type Owner = Pick<Scope, 'tenantId' | 'deployment'>;

export const nameTag = ({ tenantId }: Owner, purpose?: string): string => tenantResourceName(tenantId, purpose);

/** Tags a resource from its creation on, so that a crash right after it leaves nothing unknown. */
export const tagged = (owner: Owner, type: ResourceType, purpose?: string): TagSpecification[] => [
  { ResourceType: type, Tags: [...tenantTags(owner.deployment, owner.tenantId), { Key: 'Name', Value: nameTag(owner, purpose) }] },
];

/** Finds what carries the tenant's tag. */
export const ours = ({ tenantId }: Owner): Filter[] => [{ Name: `tag:${TENANT_TAG}`, Values: [tenantId] }];
export const named = (owner: Owner, purpose: string): Filter[] => [...ours(owner), { Name: 'tag:Name', Values: [nameTag(owner, purpose)] }];

/** The id of what AWS has just created. */
export const idOf = (id: string | undefined, what: string): string => {
  if (!id) throw new Error(`AWS answered no id for ${what}`);
  return id;
};

/**
 * The one that counts of what carries the tenant's tag. An answer that got lost and a read that lags leave two, and EC2 lists them in any
 * order (https://github.com/crossplane-contrib/provider-aws/issues/802). What stands twice goes with the removal.
 * @param signs what tells the one that later steps build on, best first
 */
export const theOne = <T>(found: readonly T[], ...signs: readonly ((one: T) => boolean)[]): T | undefined =>
  signs.map((is) => found.find(is)).find((one) => one !== undefined) ?? found[0];

const IN_USE = ['DependencyViolation', 'InvalidIPAddress.InUse', 'Resource.InUse', 'InvalidStateTransition', 'IncorrectState'];

/**
 * A deletion: not found is success; still in use after our own deletions means wait. AWS's words say what uses it.
 * @param inUse further codes by which this call says so
 */
export const deletion = async (what: string, call: () => Promise<unknown>, ...inUse: readonly string[]): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (codeOf(error).endsWith('NotFound')) return;
    if (isCode(error, ...IN_USE, ...inUse))
      throw new Wait(5, `${what} to be free (${codeOf(error)}: ${(error as Error).message})`, undefined, error);
    throw error;
  }
};
