import { conditionsHold } from './conditions.ts';
import { actionMatches, resourceMatches, withVariables } from './pattern.ts';
import { type IamRequest, listed, type Policy, type Statement } from './policy.ts';

/** Everything that decides what a principal may do: `IAM User Guide`, "Policy evaluation logic", within one account. */
export interface PrincipalPolicies {
  readonly identity: readonly Policy[];
  /** The permissions boundary; absent where the principal has none. */
  readonly boundary?: Policy;
  /** Service control policies, one list for each level from the root of the organization to the account; none in the management account. */
  readonly scps?: readonly (readonly Policy[])[];
  /** Resource control policies of the account that the resource belongs to, by level; none in the management account. */
  readonly rcps?: readonly (readonly Policy[])[];
}

export type Decision =
  | { readonly allowed: true; readonly by: string }
  | {
      readonly allowed: false;
      /** `explicit deny`, or which kind of policy has no statement that allows it. */
      readonly reason: 'explicit deny' | 'identity policy' | 'permissions boundary' | 'service control policy';
      /** The denying statement, or the policies that lacked one that allows. */
      readonly where: string;
    };

const resourceFits = (statement: Statement, { resource, context }: IamRequest): boolean => {
  const fits = (texts: string | readonly string[]): boolean =>
    listed(texts).some((text) => {
      const pattern = withVariables(text, context);
      return pattern !== undefined && resourceMatches(resource, pattern);
    });
  if (statement.Resource !== undefined) return fits(statement.Resource);
  return statement.NotResource === undefined || !fits(statement.NotResource);
};

/** Whether a statement speaks of a request: action, resource and every condition. */
const statementApplies = (statement: Statement, request: IamRequest): boolean => {
  const named = listed(statement.Action ?? statement.NotAction).some((text) => actionMatches(request.action, text));
  if (statement.NotAction === undefined ? !named : named) return false;
  return resourceFits(statement, request) && conditionsHold(statement.Condition, request.context);
};

const nameOf = ({ name }: Policy, statement: Statement, index: number): string => `${name}, statement ${statement.Sid ?? index}`;

const find = (policies: readonly Policy[], effect: 'Allow' | 'Deny', request: IamRequest): string | undefined => {
  for (const policy of policies) {
    const index = policy.statements.findIndex((statement) => statement.Effect === effect && statementApplies(statement, request));
    const statement = policy.statements[index];
    if (statement) return nameOf(policy, statement, index);
  }
  return undefined;
};

/** Services whose resources RCPs guard (Organizations User Guide, "List of AWS services that support RCPs"). */
const GUARDED_RESOURCES = new Set(['aoss', 'ecr', 'kms', 's3', 'secretsmanager', 'sqs', 'sts']);

const names = (policies: readonly Policy[]): string => policies.map(({ name }) => name).join(', ') || 'none attached';

/**
 * IAM's answer to one request of a role within its own account. Resource policies are no part of it: they can only add to what an
 * identity is allowed, and the resources of another account are asked there.
 */
export const evaluate = (policies: PrincipalPolicies, request: IamRequest): Decision => {
  const { identity, boundary, scps = [], rcps = [] } = policies;
  // RCPs only deny: the one that allows, RCPFullAWSAccess, is attached everywhere and cannot be detached (Organizations User Guide, "RCPs").
  const resource = GUARDED_RESOURCES.has(request.action.split(':')[0]?.toLowerCase() ?? '') ? rcps.flat() : [];
  const denied = find([...identity, ...(boundary ? [boundary] : []), ...scps.flat(), ...resource], 'Deny', request);
  if (denied !== undefined) return { allowed: false, reason: 'explicit deny', where: denied };
  for (const level of scps) {
    if (find(level, 'Allow', request) === undefined) return { allowed: false, reason: 'service control policy', where: names(level) };
  }
  if (boundary && find([boundary], 'Allow', request) === undefined) {
    return { allowed: false, reason: 'permissions boundary', where: boundary.name };
  }
  const by = find(identity, 'Allow', request);
  return by === undefined ? { allowed: false, reason: 'identity policy', where: names(identity) } : { allowed: true, by };
};
