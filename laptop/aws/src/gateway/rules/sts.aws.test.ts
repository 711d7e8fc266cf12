import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const document = (Statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [Statement] });
const role = async (accountId: string, RoleName: string, trusted: string, Condition: object = {}) => {
  const iam = new IAMClient(aws.as(accountId));
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${trusted}:root` }, Action: 'sts:AssumeRole', Condition };
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: document(trust) }));
  const PolicyDocument = document({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'assume', PolicyDocument }));
  return `arn:aws:iam::${accountId}:role/${RoleName}`;
};
const assume = async (config: ReturnType<RuledAws['as']>, RoleArn: string, ExternalId?: string) => {
  const input = { RoleArn, RoleSessionName: 'test', ...(ExternalId ? { ExternalId } : {}) };
  const {
    AccessKeyId = '',
    SecretAccessKey = '',
    SessionToken = '',
  } = (await new STSClient(config).send(new AssumeRoleCommand(input))).Credentials!;
  return { ...config, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
};

describe('AssumeRole across accounts', () => {
  test('is denied for a role or an account that does not exist', async () => {
    const caller = freshAccount();
    const session = await assume(aws.as(caller), await role(caller, 'function', caller));
    expect(await errorOf(assume(session, `arn:aws:iam::${caller}:role/missing`))).toBe('AccessDenied');
    expect(await errorOf(assume(session, `arn:aws:iam::${freshAccount()}:role/missing`))).toBe('AccessDenied');
  });

  test('lets in only the role that aws:PrincipalArn names, by the ARN of the role', async () => {
    const [caller, target] = [freshAccount(), freshAccount()];
    const trusted = await role(caller, 'trusted', caller);
    const other = await role(caller, 'other', caller);
    const door = await role(target, 'door', caller, { ArnEquals: { 'aws:PrincipalArn': [trusted] } });
    expect(await errorOf(assume(await assume(aws.as(caller), trusted), door))).toBe('none');
    expect(await errorOf(assume(await assume(aws.as(caller), other), door))).toBe('AccessDenied');
    expect(await errorOf(assume(aws.as(freshAccount()), door))).toBe('AccessDenied');
  });

  test('asks for the external id that the trust policy names', async () => {
    const [caller, target] = [freshAccount(), freshAccount()];
    const session = await assume(aws.as(caller), await role(caller, 'caller', caller));
    const door = await role(target, 'door', caller, { StringEquals: { 'sts:ExternalId': 'customer-1' } });
    expect(await errorOf(assume(session, door))).toBe('AccessDenied');
    expect(await errorOf(assume(session, door, 'customer-2'))).toBe('AccessDenied');
    expect(await errorOf(assume(session, door, 'customer-1'))).toBe('none');
  });
});
