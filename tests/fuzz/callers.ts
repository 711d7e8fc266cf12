import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { consoleUrl } from '../../laptop/demo/console.ts';
import type { Laptop } from '../../laptop/demo/laptop.ts';
import { rootOf } from '../../laptop/demo/root.ts';
import { signInAt } from '../../laptop/demo/sign-in.ts';
import type { SuperAdmin } from '../../laptop/demo/super-admin.ts';
import type { Group } from '../../services/admin/src/contract/route.ts';

export const ROLES = ['viewer', 'operator', 'admin'] as const satisfies readonly Group[];
/** Who calls the API: somebody without a token, a tenant's user, a user of the right pool in no group, and one of each group. */
export type CallerName = 'nobody' | 'tenant' | 'stranger' | (typeof ROLES)[number];
/** Of the laptop's users only. */
const PASSWORD = 'Laptop-only-1!';

/** Creates a user in the super admins' pool, in a group or in none, and signs in. */
export const tokenOf = async (local: Laptop, { userPoolId, place }: SuperAdmin, group?: Group): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient(rootOf(local, local.accounts.superAdmin));
  const user = { UserPoolId: userPoolId, Username: `${group ?? 'stranger'}@app.localhost.example` };
  await cognito.send(new AdminCreateUserCommand({ ...user, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  if (group) await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: group }));
  const person = { email: user.Username, password: PASSWORD };
  return (await signInAt(place, consoleUrl(local).replace(/\/$/, ''), person)).idToken;
};
