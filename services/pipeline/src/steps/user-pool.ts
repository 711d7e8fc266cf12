import {
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  type MessageTemplateType,
  SetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import { agrees } from '@tenantry/shared/aws/agrees';
import { idOf } from '@tenantry/shared/aws/found';
import { asMap, hasTag } from '@tenantry/shared/aws/tags';
import { limitsOf } from '@tenantry/shared/deployment/plans';
import { CONFIRMED_EMAIL } from '@tenantry/shared/deployment/sign-in';
import type { MailSender } from '@tenantry/shared/domain/mail';
import { tenantResourceName, tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { type Advice, advised } from '../advised.ts';
import { lookForHindrances, mailConfiguration, wantedSender } from '../mail/sender.ts';
import { INVITATION_DAYS } from '../people.ts';
import type { Scope } from '../scope.ts';
import { GONE, userPoolOf, userPoolsNamed } from '../user-pools.ts';

interface Needs {
  readonly name: string;
  readonly domain: string;
  readonly plan: string;
}
type SecondFactor = 'ON' | 'OPTIONAL';
interface Out {
  readonly userPoolId: string;
  /** What the tenant's plan demanded when the pool was last verified. */
  readonly secondFactor: SecondFactor;
}
interface Found extends UserPoolType {
  readonly demanded?: SecondFactor | undefined;
}

/**
 * What may be changed later; UpdateUserPool resets what it is not given. A text of our own is allowed only where SES sends (API reference,
 * EmailConfigurationType): Cognito's own says user and password, and no address.
 */
const settingsOf = ({ tenantId, deployment, config }: Scope, needs: Needs, sender: MailSender, pool: UserPoolType = {}) =>
  ({
    Policies: {
      PasswordPolicy: {
        MinimumLength: 12,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: false,
        TemporaryPasswordValidityDays: INVITATION_DAYS,
      },
    },
    ...CONFIRMED_EMAIL,
    // Managed login needs it (Cognito developer guide, "Feature plans").
    UserPoolTier: 'ESSENTIALS',
    // People come in by invitation only.
    AdminCreateUserConfig: {
      AllowAdminCreateUserOnly: true,
      ...(sender === 'domain' ? { InviteMessageTemplate: invitationText(needs, config.publicUrl) } : {}),
    },
    EmailConfiguration: mailConfiguration(sender, pool, needs),
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    // The pool ends with its tenant, by the same code that created it.
    DeletionProtection: 'INACTIVE',
    UserPoolTags: asMap(tenantTags(deployment, tenantId)),
  }) satisfies Partial<CreateUserPoolCommandInput>;
/** What a subject may not have (API reference, MessageTemplateType). */
const NOT_IN_SUBJECT = /[^\p{L}\p{M}\p{S}\p{N}\p{P}\s]/gu;
const invitationText = ({ name, domain }: Needs, publicUrl: string): MessageTemplateType => ({
  EmailSubject: `Your account at ${name.replaceAll(NOT_IN_SUBJECT, '')}`.slice(0, 140),
  EmailMessage: `Welcome to ${escapeHtml(name)}. Sign in at ${publicUrl.replace('{domain}', domain)} as {username} with the temporary password {####}`,
});
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const PROTECTED: Advice = [
  [
    /deletion protection/i,
    "Somebody has switched the pool's deletion protection on: switch it off in the tenant's account, where its users may go, then retry the stage (docs/runbook.md#aws-calls-a-request-invalid).",
  ],
];

/** How much of a second factor: a pool that somebody set to demand it, and no plan did, goes on demanding it. */
const mfaOf = ({ config }: Scope, { plan }: Needs, { MfaConfiguration, demanded }: Found): SecondFactor =>
  MfaConfiguration === 'ON' && demanded !== 'ON' ? 'ON' : limitsOf(config, plan).mfa;

/** Who is to send, as SES answers now. */
const senderFor = async (scope: Scope, { domain }: Needs, pool: UserPoolType): Promise<MailSender> =>
  wantedSender(pool, await lookForHindrances(scope, domain));

const SETTINGS = 'settings';
const SECOND_FACTOR = 'second factor';

export const userPool = resource(
  'userPool',
  {
    find: async (scope: Scope, _heard: object, { userPoolId, secondFactor }: Partial<Out>): Promise<readonly Found[]> => {
      const found = userPoolId === undefined ? await userPoolsNamed(scope) : [(await userPoolOf(scope, userPoolId)) ?? []].flat();
      return found.map((pool) => ({ ...pool, demanded: secondFactor }));
    },
    isOurs: (scope, { UserPoolTags }) => hasTag(scope, UserPoolTags),
    create: async (scope: Scope, needs: Needs): Promise<Found | undefined> => {
      const creation = new CreateUserPoolCommand({
        PoolName: tenantResourceName(scope.tenantId),
        // SES lets nobody send as a domain that is as young as its pool: the look at it comes next.
        ...settingsOf(scope, needs, 'cognito'),
        UsernameAttributes: ['email'],
        UsernameConfiguration: { CaseSensitive: false },
      });
      return (await scope.tenant(CognitoIdentityProviderClient).send(creation)).UserPool;
    },
    differs: async (scope, needs, found) => [
      ...(agrees(found, settingsOf(scope, needs, await senderFor(scope, needs, found), found)) ? [] : [SETTINGS]),
      ...(found.MfaConfiguration === mfaOf(scope, needs, found) ? [] : [SECOND_FACTOR]),
    ],
    repair: async (scope, needs, found, differences) => {
      const { Id: UserPoolId, MfaConfiguration } = found;
      const cognito = scope.tenant(CognitoIdentityProviderClient);
      if (differences.includes(SETTINGS)) {
        const settings = settingsOf(scope, needs, await senderFor(scope, needs, found), found);
        const wanted = { ...settings, ...(MfaConfiguration ? { MfaConfiguration } : {}) };
        await cognito.send(new UpdateUserPoolCommand({ UserPoolId, ...wanted }));
      }
      if (differences.includes(SECOND_FACTOR)) {
        // By the code of an authenticator app; Cognito's page sets it up where the pool demands it.
        const wanted = { MfaConfiguration: mfaOf(scope, needs, found), SoftwareTokenMfaConfiguration: { Enabled: true } };
        await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...wanted }));
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
    out: ({ config }, { Id }, { plan }): Out => ({ userPoolId: idOf(Id, 'the user pool'), secondFactor: limitsOf(config, plan).mfa }),
  },
  { creates: [{ type: 'AWS::Cognito::UserPool', id: 'userPoolId' }] },
);
