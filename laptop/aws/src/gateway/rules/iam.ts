import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';

const ROLE_OR_USER = /^arn:aws[^:]*:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/;

interface Statement {
  readonly Principal?: string | { readonly AWS?: string | readonly string[] };
}

/** The AWS principals of a trust policy; none where it cannot be read, which the emulator refuses itself. */
const principalsOf = (document: string): string[] => {
  try {
    const { Statement = [] } = JSON.parse(document) as { Statement?: Statement | Statement[] };
    return [Statement].flat().flatMap(({ Principal }) => (typeof Principal === 'object' ? [Principal.AWS ?? []].flat(2) : []));
  } catch {
    return [];
  }
};

const exists = async (context: GatewayContext, principal: string): Promise<boolean> => {
  const match = ROLE_OR_USER.exec(principal);
  if (!match) return true;
  const [, accountId = '', type, name = ''] = match;
  const operation = type === 'role' ? 'GetRole' : 'GetUser';
  const input = type === 'role' ? { RoleName: name } : { UserName: name };
  return (await context.emulator({ accountId, service: 'iam', operation, input })).status < 300;
};

export const iamRules: readonly Rule[] = [
  {
    name: 'trusted-principal-exists',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
    service: 'iam',
    operations: ['CreateRole', 'UpdateAssumeRolePolicy'],
    before: async (call, context) => {
      const document = String(call.params.AssumeRolePolicyDocument ?? call.params.PolicyDocument ?? '');
      for (const principal of principalsOf(document)) {
        if (await exists(context, principal)) continue;
        throw new AwsError('MalformedPolicyDocument', `Invalid principal in policy: "AWS":"${principal}"`);
      }
      return undefined;
    },
  },
];
