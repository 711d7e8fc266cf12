import { AwsError } from '../errors.ts';
import type { AwsCall, GatewayContext, Rule } from '../types.ts';

const ask = async (call: AwsCall, context: GatewayContext, operation: string, input: object): Promise<Record<string, unknown>> => {
  const { accountId } = call.caller;
  const { output } = await context.emulator({ accountId, region: call.region, service: 'cognito-idp', operation, input: { ...input } });
  return output;
};

interface Person {
  readonly Username?: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value?: string }[];
}
const namesOf = ({ Username = '', Attributes = [] }: Person): readonly string[] =>
  [Username, ...Attributes.flatMap(({ Name, Value = '' }) => (Name === 'email' ? [Value] : []))].map((name) => name.toLowerCase());

export const cognitoRules: readonly Rule[] = [
  {
    name: 'names-without-case',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-case-sensitivity.html',
    service: 'cognito-idp',
    operations: ['AdminCreateUser'],
    before: async (call, context) => {
      const { UserPoolId, Username = '', MessageAction } = call.params;
      const { UserPool } = await ask(call, context, 'DescribeUserPool', { UserPoolId });
      const { UsernameConfiguration } = (UserPool ?? {}) as { UsernameConfiguration?: { CaseSensitive?: boolean } };
      if (UsernameConfiguration?.CaseSensitive !== false || MessageAction === 'RESEND') return undefined;
      const { Users = [] } = (await ask(call, context, 'ListUsers', { UserPoolId })) as { Users?: readonly Person[] };
      if (!Users.flatMap(namesOf).includes(String(Username).toLowerCase())) return undefined;
      throw new AwsError('UsernameExistsException', 'User account already exists');
    },
  },
  {
    name: 'protected-user-pool',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html',
    service: 'cognito-idp',
    operations: ['DeleteUserPool'],
    before: async (call, context) => {
      const { UserPool } = await ask(call, context, 'DescribeUserPool', { UserPoolId: call.params.UserPoolId });
      if ((UserPool as { DeletionProtection?: string } | undefined)?.DeletionProtection !== 'ACTIVE') return undefined;
      throw new AwsError(
        'InvalidParameterException',
        'The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first.',
      );
    },
  },
];
