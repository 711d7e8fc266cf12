import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { SignIn, Tokens } from '@tenantry/api-client/sign-in';
import { superAdminSignInPrefix } from '@tenantry/shared/deployment/sign-in';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import { consoleUrl } from './console.ts';
import type { Laptop } from './laptop.ts';
import { rootOf } from './root.ts';
import { keptSignedIn, signInAt } from './sign-in.ts';

export interface SuperAdmin {
  readonly email: string;
  readonly password: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Base URL of the super admin API, without a trailing slash. */
  readonly apiUrl: string;
  /** Where super admins sign in. */
  readonly place: SignIn;
  /** A sign-in of its own, at Cognito's pages. */
  readonly signIn: () => Promise<Tokens>;
  /** An ID token that lasts for some minutes more. */
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
  const place = signInPlace(local, UserPoolId, clientId);
  const signIn = () => signInAt(place, consoleUrl(local).replace(/\/$/, ''), { email: EMAIL, password: PASSWORD });
  return {
    email: EMAIL,
    password: PASSWORD,
    userPoolId: UserPoolId,
    clientId,
    apiUrl: `${local.url}/_aws/at/${new URL(output('ApiUrl')).hostname}/api`,
    place,
    signIn,
    token: keptSignedIn(signIn, place),
  };
};

/** The pages of the super admins' pool, on the port of this run. */
const signInPlace = (local: Laptop, userPoolId: string, clientId: string): SignIn => ({
  issuer: `https://cognito-idp.${local.region}.amazonaws.com/${userPoolId}`,
  signInUrl: `${local.url}/_aws/cognito/${superAdminSignInPrefix(LAPTOP_DEPLOYMENT, { accounts: local.accounts })}`,
  clientId,
});
