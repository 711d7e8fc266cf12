import { callerKeys } from '@laptop/aws/gateway/iam/questions';
import { type Decision, evaluate, type PrincipalPolicies } from '@laptop/aws/iam/evaluate';
import { actionMatches } from '@laptop/aws/iam/pattern';
import { listed, type Policy } from '@laptop/aws/iam/policy';
import type { KeptRequest } from './kept.ts';
import type { Role } from './roles.ts';

const ORGANIZATION = 'o-1';

/** What a role's policies say to a kept request. */
export const decide = (role: Role, policies: PrincipalPolicies, request: KeptRequest): Decision => {
  const region = request.resource.split(':')[3] || 'us-east-1';
  const context = { ...callerKeys(role.accountId, role.name, region, { organization: ORGANIZATION }), ...request.keys };
  return evaluate(policies, { action: request.action, resource: request.resource, context });
};

/** One action of one statement of a role: what can be removed alone. */
export interface Grant {
  readonly role: Role;
  readonly policy: string;
  readonly statement: number;
  readonly action: string;
}

export const grantsOf = (role: Role): readonly Grant[] =>
  role.policies.identity.flatMap((policy) =>
    policy.statements.flatMap((statement, index) =>
      statement.Effect === 'Allow'
        ? listed(statement.Action).map((action) => ({ role, policy: policy.name, statement: index, action }))
        : [],
    ),
  );

/** The policies without one grant. */
const without = ({ role, policy, statement, action }: Grant): PrincipalPolicies => ({
  ...role.policies,
  identity: role.policies.identity.map(
    (one): Policy =>
      one.name !== policy
        ? one
        : {
            ...one,
            statements: one.statements.map((kept, index) =>
              index === statement ? { ...kept, Action: listed(kept.Action).filter((name) => name !== action) } : kept,
            ),
          },
  ),
});

/** The kept requests that are refused once a grant is taken away: what it is for. */
export const needing = (grant: Grant, requests: readonly KeptRequest[]): readonly KeptRequest[] => {
  const policies = without(grant);
  return requests
    .filter((request) => request.role === grant.role.key && actionMatches(request.action, grant.action))
    .filter((request) => !decide(grant.role, policies, request).allowed);
};
