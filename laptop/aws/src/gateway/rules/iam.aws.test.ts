import { CreateRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from './testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

const trust = (principal: string): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 'sts:AssumeRole' }] });

describe('a role', () => {
  test('trusts only principals that exist, in any account', async () => {
    const [one, two] = [freshAccount(), freshAccount()];
    const iam = new IAMClient(aws.as(one));
    const create = (RoleName: string, principal: string) =>
      errorOf(iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust(principal) })));
    expect(await create('a', `arn:aws:iam::${two}:root`)).toBe('none');
    expect(await create('b', `arn:aws:iam::${two}:role/missing`)).toBe('MalformedPolicyDocumentException');
    expect(await create('b', `arn:aws:iam::${one}:role/a`)).toBe('none');
    const update = new UpdateAssumeRolePolicyCommand({ RoleName: 'b', PolicyDocument: trust(`arn:aws:iam::${one}:user/missing`) });
    expect(await errorOf(iam.send(update))).toBe('MalformedPolicyDocumentException');
  });
});
