import { AdminCreateUserCommand, CognitoIdentityProviderClient, DescribeUserPoolCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutAccountSendingAttributesCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { expect, test } from '@jest/globals';
import type { Scope } from '../scope.ts';
import { askProductionAccess, mailDomain } from '../testing/mail-domain.ts';
import { tenant } from '../testing/tenant.ts';
import { userPool } from './user-pool.ts';

const name = 'St. Anna & Söhne';
const cognitoOf = ({ tenant: clients }: Scope) => clients(CognitoIdentityProviderClient);
const mailOf = async (root: Scope, UserPoolId: string) => {
  const { UserPool } = await cognitoOf(root).send(new DescribeUserPoolCommand({ UserPoolId }));
  const { EmailSendingAccount, SourceArn } = UserPool?.EmailConfiguration ?? {};
  return [EmailSendingAccount, SourceArn?.split(':identity/')[1], UserPool?.AdminCreateUserConfig?.InviteMessageTemplate?.EmailMessage];
};

test('mail leaves from the domain as soon as SES lets it, with a text of our own, and from Cognito when it does not any more', async () => {
  const { scope, root } = await tenant();
  const domain = await mailDomain(root);
  const needs = { name, domain, plan: 'standard' };
  const first = await userPool.ensure(scope, needs, {});
  expect(await mailOf(root, first.userPoolId)).toEqual(['COGNITO_DEFAULT', undefined, undefined]);

  await askProductionAccess(root);
  await userPool.ensure(scope, needs, first);
  const text = expect.stringMatching(/^Welcome to St\. Anna &#38; Söhne\. Sign in at .*\{username\}.*\{####\}$/);
  expect(await mailOf(root, first.userPoolId)).toEqual(['DEVELOPER', domain, text]);
  const invited = { UserPoolId: first.userPoolId, Username: 'ada@anna.example' };
  await cognitoOf(scope).send(new AdminCreateUserCommand({ ...invited, DesiredDeliveryMediums: ['EMAIL'] }));

  await root.tenant(SESv2Client).send(new PutAccountSendingAttributesCommand({ SendingEnabled: false }));
  await userPool.ensure(scope, needs, first);
  expect(await mailOf(root, first.userPoolId)).toEqual(['COGNITO_DEFAULT', undefined, undefined]);
});
