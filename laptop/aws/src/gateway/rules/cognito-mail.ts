import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';
import type { GatewayContext, Rule } from '../types.ts';
import { maySendAs } from './ses.ts';

interface Mail {
  readonly EmailConfiguration?: { readonly EmailSendingAccount?: string; readonly SourceArn?: string; readonly From?: string };
  readonly AdminCreateUserConfig?: { readonly InviteMessageTemplate?: { readonly EmailMessage?: string; readonly EmailSubject?: string } };
  readonly VerificationMessageTemplate?: Readonly<Record<string, unknown>>;
  readonly EmailVerificationMessage?: string;
  readonly EmailVerificationSubject?: string;
}
const VERIFICATION = ['EmailMessage', 'EmailMessageByLink', 'EmailSubject', 'EmailSubjectByLink'];

/** Whether a pool is to have texts of its own for the mails that Cognito sends. */
const hasOwnTexts = (mail: Mail): boolean => {
  const { EmailMessage, EmailSubject } = mail.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  const texts = [EmailMessage, EmailSubject, mail.EmailVerificationMessage, mail.EmailVerificationSubject];
  return [...texts, ...VERIFICATION.map((name) => mail.VerificationMessageTemplate?.[name])].some((text) => text !== undefined);
};

const IDENTITY = /^arn:aws:ses:([^:]+):(\d{12}):identity\/(.+)$/;
/** The part of an address after its last @, with or without a name before it: `St. Anna <no-reply@anna.example>`. */
const domainOf = (from: string): string => /@([^@>\s]+)>?$/.exec(from.trim())?.[1]?.toLowerCase() ?? '';

/** @throws InvalidParameterException where Cognito may not send in the name of the identity, or the sender is another's address */
const checkSender = async (mail: Mail, call: AwsCall, context: GatewayContext): Promise<void> => {
  const { SourceArn = '', From } = mail.EmailConfiguration ?? {};
  const [, region = '', accountId = '', name = ''] = IDENTITY.exec(SourceArn) ?? [];
  const isOwn = accountId === call.caller.accountId && (await maySendAs(context, { accountId, region }, name.toLowerCase()));
  if (!isOwn) throw new AwsError('InvalidParameterException', `Cognito is not allowed to use your email identity (${SourceArn}).`);
  const domain = From === undefined ? name : domainOf(From);
  if (domain !== name && !domain.endsWith(`.${name}`)) {
    throw new AwsError('InvalidParameterException', `The From address ${From} is not of the identity ${name}.`);
  }
};

export const cognitoMailRules: readonly Rule[] = [
  {
    name: 'texts-need-a-sender-of-ones-own',
    source: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_EmailConfigurationType.html',
    service: 'cognito-idp',
    operations: ['CreateUserPool', 'UpdateUserPool'],
    before: async (call, context) => {
      const mail = call.params as Mail;
      if (mail.EmailConfiguration?.EmailSendingAccount === 'DEVELOPER') await checkSender(mail, call, context);
      else if (hasOwnTexts(mail)) {
        throw new AwsError(
          'InvalidParameterException',
          'EmailMessage and EmailSubject are allowed only if EmailSendingAccount is DEVELOPER.',
        );
      }
      return undefined;
    },
  },
];
