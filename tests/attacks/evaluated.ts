import { everyTemplate } from '../../landing-zone/src/every-template.ts';
import { callerKeys } from '../../laptop/aws/src/gateway/iam/questions.ts';
import { evaluate, type PrincipalPolicies } from '../../laptop/aws/src/iam/evaluate.ts';
import type { Context, Policy, Statement } from '../../laptop/aws/src/iam/policy.ts';
import type { Config } from '../../shared/src/deployment/config.ts';

/** Stands for the organization of every template (`landing-zone/src/every-template.ts`). */
export const ORGANIZATION = 'o-1234567890';
export const EVERYTHING: Policy = { name: 'everything', statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Policies of the organization as the owner's template has them, by logical id. */
export const guardsOf = (deployment: string, config: Config, ...ids: readonly string[]): readonly Policy[] => {
  const { Resources } = everyTemplate(deployment, config).owner;
  return ids.map((id) => {
    const content = Resources[id]?.Properties?.Content as { Statement: readonly Statement[] } | undefined;
    if (!content) throw new Error(`the owner's template has no policy ${id}`);
    return { name: id, statements: content.Statement };
  });
};

export interface Attempt {
  readonly action: string;
  readonly resource?: string;
  readonly context?: Context;
}

/** Whether IAM lets a role of an account do something, with all policies that there are. */
export const may = (
  policies: PrincipalPolicies,
  [accountId, role]: readonly [accountId: string, role: string],
  { action, resource = '*', context = {} }: Attempt,
): boolean => {
  const region = typeof context['aws:RequestedRegion'] === 'string' ? context['aws:RequestedRegion'] : 'us-east-1';
  return evaluate(policies, { action, resource, context: { ...callerKeys(accountId, role, region, {}), ...context } }).allowed;
};
