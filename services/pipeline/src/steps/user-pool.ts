import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { asMap, hasTag } from '@tenantry/shared/aws/tags';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { type Advice, advised } from '../advised.ts';
import type { Scope } from '../scope.ts';
import { GONE, userPoolOf, userPoolsNamed } from '../user-pools.ts';

interface Needs {
  readonly name: string;
  readonly domain: string;
}

/** What may be changed later; UpdateUserPool resets what it is not given. */
const settingsOf = ({ tenantId, deployment, config }: Scope, { name, domain }: Needs) => {
  const url = config.publicUrl.replace('{domain}', domain);
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
    // The pool ends with its tenant, by the same code that created it.
    DeletionProtection: 'INACTIVE',
    UserPoolTags: asMap(tenantTags(deployment, tenantId)),
  } satisfies Partial<CreateUserPoolCommandInput>;
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const PROTECTED: Advice = [
  [
    /deletion protection/i,
    "Somebody has switched the pool's deletion protection on: switch it off in the tenant's account, where its users may go, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).",
  ],
];

const SETTINGS = 'settings';
const SECOND_FACTOR = 'second factor';

export const userPool = resource(
  'userPool',
  {
    find: async (scope: Scope, _heard: object, { userPoolId }: { readonly userPoolId?: string }): Promise<readonly UserPoolType[]> =>
      userPoolId === undefined ? userPoolsNamed(scope) : [(await userPoolOf(scope, userPoolId)) ?? []].flat(),
    isOurs: (scope, { UserPoolTags }) => hasTag(scope, UserPoolTags),
    create: async (scope: Scope, needs: Needs) => {
      const creation = new CreateUserPoolCommand({
        PoolName: tenantResourceName(scope.tenantId),
        ...settingsOf(scope, needs),
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
      });
      return (await scope.tenant(CognitoIdentityProviderClient).send(creation)).UserPool;
    },
    differs: (scope, needs, found) => [
      ...(agrees(found, settingsOf(scope, needs)) ? [] : [SETTINGS]),
      // A pool that demands a second factor of everybody offers it, too.
      ...(found.MfaConfiguration === 'OPTIONAL' || found.MfaConfiguration === 'ON' ? [] : [SECOND_FACTOR]),
    ],
    repair: async (scope, needs, { Id: UserPoolId, MfaConfiguration }, differences) => {
      const cognito = scope.tenant(CognitoIdentityProviderClient);
      if (differences.includes(SETTINGS)) {
        const wanted = { ...settingsOf(scope, needs), ...(MfaConfiguration ? { MfaConfiguration } : {}) };
        await cognito.send(new UpdateUserPoolCommand({ UserPoolId, ...wanted }));
      }
      if (differences.includes(SECOND_FACTOR)) {
        // With a code of an authenticator app, for those who want it.
        const SoftwareTokenMfaConfiguration = { Enabled: true };
        await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration }));
      }
    },
    remove: async ({ tenant }, { Id: UserPoolId, CustomDomain, Domain: domain }) => {
      const cognito = tenant(CognitoIdentityProviderClient);
      // One that somebody gave it: Cognito deletes no pool that has a domain (https://github.com/hashicorp/terraform-provider-aws/issues/16479).
      for (const Domain of [CustomDomain, domain]) {
        if (Domain) await cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));
      }
      await advised(cognito.send(new DeleteUserPoolCommand({ UserPoolId })), PROTECTED);
    },
    gone: GONE,
    what: ({ Id }) => `user pool ${Id}`,
    out: (_scope, { Id }) => ({ userPoolId: idOf(Id, 'the user pool') }),
  },
  { creates: [{ type: 'AWS::Cognito::UserPool', id: 'userPoolId' }] },
);
