import { listed } from '../../../iam/policy.ts';
import { AwsError } from '../../errors.ts';
import type { Rule } from '../../types.ts';
import { text } from '../json-answer.ts';
import { asOwner } from './state.ts';

/** Characters of a policy's content (Organizations User Guide, "Quotas for AWS Organizations"). */
const MOST: Readonly<Record<string, number>> = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5_120 };
/** Services that a resource control policy may name (Organizations User Guide, "List of AWS services that support RCPs"). */
const GUARDED = /^(aoss|ecr|kms|s3|secretsmanager|sqs|sts):/;

const malformed = (why: string): AwsError =>
  new AwsError(
    'MalformedPolicyDocumentException',
    `The provided policy document does not meet the requirements of the specified policy type: ${why}`,
  );

type Statement = Readonly<Record<string, unknown>>;
const statementsIn = (content: string): readonly Statement[] => {
  try {
    return listed((JSON.parse(content) as { Statement?: Statement | readonly Statement[] }).Statement);
  } catch {
    throw malformed('it is not JSON.');
  }
};

/** Organizations User Guide, "RCP syntax": it only denies, everybody, and only what supports it. */
const checkResourceStatement = ({ Effect, Principal, Action, NotAction, NotPrincipal, Resource, NotResource }: Statement): void => {
  if (Effect !== 'Deny') throw malformed('Effect must be Deny.');
  if (Principal !== '*' || NotPrincipal !== undefined) throw malformed('Principal must be "*".');
  if (NotAction !== undefined || Action === undefined) throw malformed('NotAction is not supported.');
  if (Resource === undefined && NotResource === undefined) throw malformed('Resource is missing.');
  const strange = listed(Action as string | readonly string[]).find((action) => !GUARDED.test(action));
  if (strange !== undefined) throw malformed(`${strange} is of no service that supports resource control policies.`);
};
/** Organizations User Guide, "SCP syntax". */
const checkServiceStatement = ({ Principal, NotPrincipal }: Statement): void => {
  if (Principal !== undefined || NotPrincipal !== undefined) throw malformed('Principal is not supported.');
};
const CHECKS: Readonly<Record<string, (statement: Statement) => void>> = {
  SERVICE_CONTROL_POLICY: checkServiceStatement,
  RESOURCE_CONTROL_POLICY: checkResourceStatement,
};

export const policyContentRules: readonly Rule[] = [
  {
    name: 'policy-content',
    source:
      'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html; https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html',
    service: 'organizations',
    operations: ['CreatePolicy', 'UpdatePolicy'],
    before: async (call, context) => {
      const content = text(call.params.Content);
      if (content === '') return undefined;
      const known = call.operation === 'UpdatePolicy' ? await asOwner(context, 'DescribePolicy', { PolicyId: call.params.PolicyId }) : {};
      const summary = (known.Policy as { PolicySummary?: { Type?: string } } | undefined)?.PolicySummary;
      const type = text(call.params.Type) || (summary?.Type ?? '');
      if (content.length > (MOST[type] ?? Number.POSITIVE_INFINITY))
        throw new AwsError('ConstraintViolationException', 'POLICY_CONTENT_LIMIT_EXCEEDED: the policy document exceeds the maximum size.');
      for (const statement of statementsIn(content)) CHECKS[type]?.(statement);
      return undefined;
    },
  },
];
