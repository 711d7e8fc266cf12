import { setTimeout as sleep } from 'node:timers/promises';
import { EnablePolicyTypeCommand, type OrganizationsClient, paginateListRoots, type Root } from '@aws-sdk/client-organizations';
import { collect } from '@tenantry/shared/aws/pages';
import { isCode } from '@tenantry/shared/failure/errors';
import { refused } from './refused.ts';

/** The only root of an organization. */
export const rootOf = async (client: OrganizationsClient): Promise<Root & { readonly Id: string }> => {
  const [root] = await collect(paginateListRoots({ client }, {}), ({ Roots }) => Roots).catch(refused('Organizations ListRoots'));
  if (!root?.Id) throw new Error('owner account: the organization has no root');
  return { ...root, Id: root.Id };
};

/** How often, and after how many milliseconds, Organizations is asked whether it has enabled the policy type: a minute in all. */
const LOOKS = 30;
const LOOK_MS = 2_000;
/** Types of the policies that the templates attach, with what people call them. */
export const POLICY_TYPES = {
  SERVICE_CONTROL_POLICY: 'service control policies',
  RESOURCE_CONTROL_POLICY: 'resource control policies',
} as const;
type PolicyType = keyof typeof POLICY_TYPES;

/**
 * Answers after which looking again helps: another run has asked for it; or something else, such as AWS Control Tower, changes the
 * organization at this moment (https://github.com/aws-solutions/aws-control-tower-customizations/issues/175).
 */
const LOOK_AGAIN = ['PolicyTypeAlreadyEnabledException', 'PolicyChangesInProgressException', 'ConcurrentModificationException'];

/** Enables the types of policy that the templates attach, one after the other: Organizations takes one change at a time. */
export const enablePolicies = async (client: OrganizationsClient, pause: (ms: number) => Promise<unknown> = sleep): Promise<void> => {
  for (const type of Object.keys(POLICY_TYPES) as PolicyType[]) await enable(client, type, pause);
};

/**
 * Enables a type of policy, and waits until it is: until then policies can be neither made nor attached
 * (API reference, EnablePolicyType: asynchronous; AttachPolicy: PolicyTypeNotEnabledException). Asked again as long as nothing is
 * pending, since a request that met another change was not taken.
 * @param pause milliseconds
 * @throws Error that says what Organizations answered, and what to do
 */
const enable = async (client: OrganizationsClient, type: PolicyType, pause: (ms: number) => Promise<unknown>): Promise<void> => {
  let last = '';
  for (let look = 0; look < LOOKS; look++) {
    const { Id, PolicyTypes = [] } = await rootOf(client);
    const status = PolicyTypes.find(({ Type }) => Type === type)?.Status;
    if (status === 'ENABLED') return;
    last = status ?? 'not enabled';
    if (status === undefined) last = (await ask(client, Id, type)) ?? last;
    await pause(LOOK_MS);
  }
  throw new Error(
    `owner account: Organizations has not enabled ${POLICY_TYPES[type]} after a minute (${last}): run this command again; where it stays so, look at "Policies" of the Organizations console`,
  );
};

/** @returns the answer after which to look again; undefined when the request was taken */
const ask = async (client: OrganizationsClient, RootId: string, PolicyType: PolicyType): Promise<string | undefined> => {
  try {
    await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType }));
    return undefined;
  } catch (error) {
    if (!isCode(error, ...LOOK_AGAIN)) refused('Organizations EnablePolicyType')(error);
    return (error as Error).name;
  }
};
