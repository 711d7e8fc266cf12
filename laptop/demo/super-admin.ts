import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import type { Laptop } from './laptop.ts';
import { rootOf } from './root.ts';

export interface SuperAdmin {
  readonly email: string;
  readonly password: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Base URL of the super admin API, without a trailing slash. */
  readonly apiUrl: string;
  readonly token: () => Promise<string>;
}
const EMAIL = 'super.admin@app.localhost.example';
/** For the laptop only: printed by the demo, valid in no other place. */
const PASSWORD = 'Laptop-only-1!';

/** Creates the laptop's super admin in the deployed user pool, through the same APIs as in AWS, and signs in. */
export const seedSuperAdmin = async (local: Laptop): Promise<SuperAdmin> => {
  const configuration = rootOf(local, local.accounts.superAdmin);
  const { Stacks } = await new CloudFormationClient(configuration).send(
    new DescribeStacksCommand({ StackName: `tenantry-${LAPTOP_DEPLOYMENT}-admin` }),
  );
  const output = (key: string): string => {
    const found = Stacks?.[0]?.Outputs?.find((candidate) => candidate.OutputKey === key)?.OutputValue;
    if (!found) throw new Error(`stack tenantry-${LAPTOP_DEPLOYMENT}-admin has no output ${key}`);
    return found;
  };
  const cognito = new CognitoIdentityProviderClient(configuration);
  const UserPoolId = output('UserPoolId');
  const clientId = output('UserPoolClientId');
  const Username = EMAIL;
  await cognito
    .send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: EMAIL },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    )
    .catch((error: unknown) => {
      if (!(error instanceof UsernameExistsException)) throw error;
    });
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: PASSWORD, Permanent: true }));
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'admin' }));
  return {
    email: EMAIL,
    password: PASSWORD,
    userPoolId: UserPoolId,
    clientId,
    apiUrl: `${local.url}/_aws/at/${new URL(output('ApiUrl')).hostname}/api`,
    token: async () => {
      const { AuthenticationResult } = await cognito.send(
        new InitiateAuthCommand({ ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD } }),
      );
      if (!AuthenticationResult?.IdToken) throw new Error('Cognito InitiateAuth gave no token');
      return AuthenticationResult.IdToken;
    },
  };
};

/** A command that prints a token, for whoever tries the API by hand. */
export const tokenCommand = (local: Laptop, admin: SuperAdmin): string =>
  [
    `curl -s ${local.url}/ -H 'content-type: application/x-amz-json-1.1' -H 'x-amz-target: AWSCognitoIdentityProviderService.InitiateAuth'`,
    `-d '${JSON.stringify({ ClientId: admin.clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: admin.email, PASSWORD: admin.password } })}'`,
    `| node -pe 'JSON.parse(require("fs").readFileSync(0)).AuthenticationResult.IdToken'`,
  ].join(' ');
