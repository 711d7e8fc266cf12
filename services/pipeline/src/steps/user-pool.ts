import {
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { agrees } from '@tenantry/shared/aws/agrees';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { step } from '@tenantry/shared/saga/stage';
import { type Advice, advised } from '../advised.ts';
import type { Scope } from '../scope.ts';
import { findUserPool } from '../user-pools.ts';

interface Needs {
  readonly name: string;
  readonly domain: string;
}

/** What may be changed later; UpdateUserPool resets what the request lacks. */
const settings = ({ tenantId, deployment, zone }: Scope, { name, domain }: Needs) => {
  const url = zone.config.publicUrl.replace('{domain}', domain);
  const title = escapeHtml(name);
  return {
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: 7,
      },
    },
    AutoVerifiedAttributes: ['email'],
    // People come in by invitation only.
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: true,
      // Sent by Cognito itself: a new account's SES is in its sandbox.
      InviteMessageTemplate: {
        EmailSubject: `Your account at ${name}`.slice(0, 140),
        EmailMessage: `Welcome to ${title}. Sign in at ${url} as {username} with the temporary password {####}`,
      },
    },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    // The pool ends with its tenant, by the same code that made it.
    DeletionProtection: 'INACTIVE',
    UserPoolTags: Object.fromEntries(tenantTags(deployment, tenantId).map(({ Key, Value }) => [Key, Value])),
  } satisfies Partial<CreateUserPoolCommandInput>;
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const PROTECTED: Advice = [
  [
    /deletion protection/i,
    "Somebody has switched the pool's deletion protection on: switch it off in the tenant's account, where its users may go, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).",
  ],
];

/** Who wants may sign in with a code of an authenticator app besides. A pool that demands it already goes on doing so. */
const offerSecondFactor = async ({ cognito }: Scope, UserPoolId: string): Promise<void> => {
  const SoftwareTokenMfaConfiguration = { Enabled: true };
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration }));
};

export const userPool = step(
  'userPool',
  {
    ensure: async (scope: Scope, needs: Needs, saved: { readonly userPoolId?: string }) => {
      const { cognito, tenantId } = scope;
      const wanted = settings(scope, needs);
      const found = await findUserPool(scope, saved.userPoolId);
      if (found) {
        const userPoolId = found.Id ?? '';
        const { MfaConfiguration } = found;
        if (!agrees(found, wanted)) {
          await cognito.send(
            new UpdateUserPoolCommand({ UserPoolId: userPoolId, ...wanted, ...(MfaConfiguration ? { MfaConfiguration } : {}) }),
          );
        }
        if (MfaConfiguration !== 'OPTIONAL' && MfaConfiguration !== 'ON') await offerSecondFactor(scope, userPoolId);
        return { userPoolId };
      }
      const { UserPool } = await cognito.send(
        new CreateUserPoolCommand({
          PoolName: tenantResourceName(tenantId),
          ...wanted,
          UsernameAttributes: ['email'],
          UsernameConfiguration: { CaseSensitive: false },
        }),
      );
      const userPoolId = UserPool?.Id ?? '';
      await offerSecondFactor(scope, userPoolId);
      return { userPoolId };
    },
    remove: async (scope: Scope, _heard: object, saved: { readonly userPoolId?: string }) => {
      const { cognito } = scope;
      const found = await findUserPool(scope, saved.userPoolId);
      if (!found) return;
      const { Id: UserPoolId } = found;
      // One that somebody gave it: Cognito deletes no pool that has a domain (https://github.com/hashicorp/terraform-provider-aws/issues/16479).
      for (const Domain of [found.CustomDomain, found.Domain]) {
        if (Domain) await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
      }
      await advised(cognito.send(new DeleteUserPoolCommand({ UserPoolId })), PROTECTED);
    },
  },
  {
    creates: [{ type: 'AWS::Cognito::UserPool', id: 'userPoolId' }],
  },
);
