import type { Filter, ResourceType, TagSpecification } from '@aws-sdk/client-ec2';
import { TENANT_TAG, tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import type { InUse } from '@tenantry/shared/saga/resource-verbs';
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

/** How EC2 says that something is in use: after our own removals that passes. */
export const IN_USE: InUse = {
  codes: ['DependencyViolation', 'InvalidIPAddress.InUse', 'Resource.InUse', 'InvalidStateTransition', 'IncorrectState'],
  seconds: 5,
};
