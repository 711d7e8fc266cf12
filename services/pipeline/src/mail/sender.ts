import type { EmailConfigurationType, UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import {
  GetAccountCommand,
  type GetAccountResponse,
  GetEmailIdentityCommand,
  type GetEmailIdentityResponse,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { ifFound } from '@tenantry/shared/aws/found';
import type { MailHindrance, MailSender } from '@tenantry/shared/domain/mail';
import { isCode } from '@tenantry/shared/failure/errors';
import type { Scope } from '../scope.ts';

/** What keeps mail from leaving from a domain; nothing where SES lets it. @param identity absent where SES has none of the domain */
export const hindrancesOf = (
  { ProductionAccessEnabled, SendingEnabled, EnforcementStatus }: Omit<GetAccountResponse, '$metadata'>,
  identity: Pick<GetEmailIdentityResponse, 'VerifiedForSendingStatus' | 'DkimAttributes'> | undefined,
): readonly MailHindrance[] => {
  const isPaused = SendingEnabled !== true || EnforcementStatus === 'SHUTDOWN';
  const isVerified = identity?.VerifiedForSendingStatus === true && identity.DkimAttributes?.Status === 'SUCCESS';
  return [
    ...(ProductionAccessEnabled === true ? [] : ['sandbox' as const]),
    ...(isVerified ? [] : ['unverified' as const]),
    ...(isPaused ? ['paused' as const] : []),
  ];
};

/** Asks SES of the tenant's account. Roles from before this was asked refuse it: no reason to stall a tenant's delivery. */
export const lookForHindrances = async ({ tenant }: Pick<Scope, 'tenant'>, EmailIdentity: string): Promise<readonly MailHindrance[]> => {
  const ses = tenant(SESv2Client);
  try {
    const account = await ses.send(new GetAccountCommand({}));
    return hindrancesOf(account, await ifFound(() => ses.send(new GetEmailIdentityCommand({ EmailIdentity })), 'NotFoundException'));
  } catch (error) {
    if (isCode(error, 'AccessDeniedException')) return ['not-asked'];
    throw error;
  }
};

/** Who sends a pool's mail as it is now. */
export const senderOf = ({ EmailConfiguration }: Pick<UserPoolType, 'EmailConfiguration'>): MailSender =>
  EmailConfiguration?.EmailSendingAccount === 'DEVELOPER' ? 'domain' : 'cognito';

/** Who is to send it. What cannot be asked stays as it is. */
export const wantedSender = (pool: Pick<UserPoolType, 'EmailConfiguration'>, hindrances: readonly MailHindrance[]): MailSender => {
  if (hindrances.includes('not-asked')) return senderOf(pool);
  return hindrances.length === 0 ? 'domain' : 'cognito';
};

/** An encoded word has at most 75 characters (RFC 2047, 2), so 45 bytes in base64. */
const ENCODED_BYTES = 45;

/** `St. Anna <no-reply@anna.example>`, the name encoded as mail wants it; without it where it is too long. */
export const fromAddress = (name: string, domain: string): string => {
  const bytes = Buffer.from(name, 'utf8');
  const address = `no-reply@${domain}`;
  return bytes.length > ENCODED_BYTES ? address : `=?UTF-8?B?${bytes.toString('base64')}?= <${address}>`;
};

const ARN = /^arn:(aws[\w-]*):cognito-idp:([^:]+):(\d+):/;

/** How Cognito is to send: by SES in the pool's own account and region, as the domain, or as Cognito. */
export const mailConfiguration = (
  sender: MailSender,
  { Arn = '' }: Pick<UserPoolType, 'Arn'>,
  { name, domain }: { readonly name: string; readonly domain: string },
): EmailConfigurationType => {
  if (sender === 'cognito') return { EmailSendingAccount: 'COGNITO_DEFAULT' };
  const [, partition, region, account] = ARN.exec(Arn) ?? [];
  if (!account) throw new Error(`the user pool's ARN is no ARN: ${Arn}`);
  return {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: `arn:${partition}:ses:${region}:${account}:identity/${domain}`,
    From: fromAddress(name, domain),
  };
};
