import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
  type EmailConfigurationType,
  UpdateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  CreateEmailIdentityCommand,
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetEmailIdentityCommand,
  ListSuppressedDestinationsCommand,
  PutAccountDetailsCommand,
  PutAccountSendingAttributesCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Edge, startEdge } from './testing/edge.ts';
import { errorOf, freshAccount } from './testing/ruled-aws.ts';

let aws: Edge;
beforeAll(async () => {
  aws = await startEdge();
});
afterAll(() => aws.stop());

let domains = 0;
/** An account with an identity, and what writes the identity's DKIM records. */
const account = async () => {
  domains += 1;
  const [accountId, domain] = [freshAccount(), `mail-${domains}.app.localhost`];
  const ses = new SESv2Client(aws.as(accountId));
  const cognito = new CognitoIdentityProviderClient(aws.as(accountId));
  const { DkimAttributes } = await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: domain }));
  const verify = async () => {
    for (const token of DkimAttributes?.Tokens ?? []) {
      await aws.write(`${token}._domainkey.${domain}`, `${token}.${DkimAttributes?.SigningHostedZone}`);
    }
    aws.advance(120);
    expect(await ses.send(new GetEmailIdentityCommand({ EmailIdentity: domain }))).toMatchObject({ VerifiedForSendingStatus: true });
  };
  const sender: EmailConfigurationType = {
    EmailSendingAccount: 'DEVELOPER',
    SourceArn: `arn:aws:ses:${aws.local.region}:${accountId}:identity/${domain}`,
  };
  return { accountId, domain, ses, cognito, verify, sender };
};
const invitation = (EmailMessage: string) => ({ InviteMessageTemplate: { EmailSubject: 'Hi', EmailMessage } });

test('a pool has texts of its own only where it sends by SES, as a verified domain of its account', async () => {
  const { cognito, domain, verify, sender } = await account();
  const pool = (EmailConfiguration?: EmailConfigurationType, text = '{username}: {####}') =>
    errorOf(cognito.send(new CreateUserPoolCommand({ PoolName: 'people', EmailConfiguration, AdminCreateUserConfig: invitation(text) })));
  expect(await pool()).toBe('InvalidParameterException');
  expect(await pool({ EmailSendingAccount: 'COGNITO_DEFAULT' })).toBe('InvalidParameterException');
  expect(await pool(sender)).toBe('InvalidParameterException');
  await verify();
  expect(await pool(sender)).toBe('none');
  expect(await pool(sender, 'Your password is {####}')).toBe('InvalidParameterException');
  expect(await pool({ ...sender, From: `Anna <no-reply@${domain}>` })).toBe('none');
  expect(await pool({ ...sender, From: 'no-reply@anna.example' })).toBe('InvalidParameterException');
  expect(await pool({ ...sender, SourceArn: sender.SourceArn?.replace(/:\d{12}:/, ':200000000009:') })).toBe('InvalidParameterException');
});

test('a pool that sends by SES has no limit of Cognito, and its mail is from its domain', async () => {
  const { cognito, domain, verify, sender } = await account();
  await verify();
  const UserPoolId = (await cognito.send(new CreateUserPoolCommand({ PoolName: 'people' }))).UserPool?.Id;
  const EmailConfiguration = { ...sender, From: `no-reply@${domain}` };
  await cognito.send(
    new UpdateUserPoolCommand({ UserPoolId, EmailConfiguration, AdminCreateUserConfig: invitation('{username}, {####}') }),
  );
  const invite = (Username: string) => errorOf(cognito.send(new AdminCreateUserCommand({ UserPoolId, Username })));
  expect(new Set(await Promise.all(['ada', 'bob', 'eve'].map(invite)))).toEqual(new Set(['none']));
});

test('an account is let out of the sandbox a day after somebody has asked, and may be paused', async () => {
  const { ses } = await account();
  const look = async () => {
    const { ProductionAccessEnabled, SendingEnabled } = await ses.send(new GetAccountCommand({}));
    return [ProductionAccessEnabled, SendingEnabled];
  };
  const ask = (ProductionAccessEnabled: boolean) =>
    ses.send(new PutAccountDetailsCommand({ MailType: 'TRANSACTIONAL', WebsiteURL: 'https://anna.example', ProductionAccessEnabled }));
  await ask(false);
  aws.advance(86_400);
  expect(await look()).toEqual([false, true]);
  await ask(true);
  expect(await look()).toEqual([false, true]);
  aws.advance(86_400);
  expect(await look()).toEqual([true, true]);
  await ses.send(new PutAccountSendingAttributesCommand({ SendingEnabled: false }));
  expect(await look()).toEqual([true, false]);
});

test('the suppression list is of one account, and is read by reason and time', async () => {
  const [{ ses }, other] = await Promise.all([account(), account()]);
  const put = (EmailAddress: string, Reason: 'BOUNCE' | 'COMPLAINT') =>
    ses.send(new PutSuppressedDestinationCommand({ EmailAddress, Reason }));
  const list = async (input: object = {}, client = ses) => {
    const { SuppressedDestinationSummaries = [] } = await client.send(new ListSuppressedDestinationsCommand(input));
    return SuppressedDestinationSummaries.map(({ EmailAddress }) => EmailAddress);
  };
  await put('ada@anna.example', 'BOUNCE');
  aws.advance(3_600);
  await put('bob@anna.example', 'COMPLAINT');
  expect(await list()).toEqual(['ada@anna.example', 'bob@anna.example']);
  expect(await list({ Reasons: ['BOUNCE'] })).toEqual(['ada@anna.example']);
  const { SuppressedDestinationSummaries: [, second] = [] } = await ses.send(new ListSuppressedDestinationsCommand({}));
  expect(await list({ StartDate: new Date((second?.LastUpdateTime?.getTime() ?? 0) - 1_000) })).toEqual(['bob@anna.example']);
  expect(await list({}, other.ses)).toEqual([]);
  const remove = () => errorOf(ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: 'ada@anna.example' })));
  expect([await remove(), await remove()]).toEqual(['none', 'NotFoundException']);
});
