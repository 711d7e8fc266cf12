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
  const admin = await superAdminOf(local, LAPTOP_DEPLOYMENT, { email: EMAIL, password: PASSWORD });
  const cognito = new CognitoIdentityProviderClient(rootOf(local, local.accounts.superAdmin));
  const { userPoolId: UserPoolId, email: Username, password: Password } = admin;
  await cognito
    .send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    )
    .catch((error: unknown) => {
      if (!(error instanceof UsernameExistsException)) throw error;
    });
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName: 'admin' }));
  return admin;
};

/** A super admin who is in the user pool of a deployment, or will be: where and how to sign in. */
export const superAdminOf = async (
  local: Laptop,
  deployment: string,
  person: { readonly email: string; readonly password: string },
): Promise<SuperAdmin> => {
  const StackName = `tenantry-${deployment}-admin`;
  const { Stacks } = await new CloudFormationClient(rootOf(local, local.accounts.superAdmin)).send(
    new DescribeStacksCommand({ StackName }),
  );
  const output = (key: string): string => {
    const found = Stacks?.[0]?.Outputs?.find((candidate) => candidate.OutputKey === key)?.OutputValue;
    if (!found) throw new Error(`stack ${StackName} has no output ${key}`);
    return found;
  };
  const [userPoolId, clientId] = [output('UserPoolId'), output('UserPoolClientId')];
  const place = signInPlace(local, deployment, userPoolId, clientId);
  const { hostname } = new URL(output('ApiUrl'));
  // Where its console is: another deployment has another one.
  const signIn = () => signInAt(place, new URL(consoleUrl(local, hostname)).origin, person);
  return {
    ...person,
    userPoolId,
    clientId,
    apiUrl: `${local.url}/_aws/at/${hostname}/api`,
    place,
    signIn,
    token: keptSignedIn(signIn, place),
  };
};

/** The pages of the super admins' pool, on the port of this run. */
const signInPlace = (local: Laptop, deployment: string, userPoolId: string, clientId: string): SignIn => ({
  issuer: `https://cognito-idp.${local.region}.amazonaws.com/${userPoolId}`,
  signInUrl: `${local.url}/_aws/cognito/${superAdminSignInPrefix(deployment, { accounts: local.accounts })}`,
  clientId,
});
