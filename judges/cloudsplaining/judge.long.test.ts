import { describe, expect, test } from '@jest/globals';
import type { Stack } from '../templates/every-stack.ts';
import { cloudsplaining } from './judge.ts';

const stackWith = (...Statement: readonly object[]): Stack => ({
  account: 'tenant',
  region: 'us-east-1',
  name: 'planted',
  body: JSON.stringify({
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Policies: [{ PolicyDocument: { Version: '2012-10-17', Statement } }] } } },
  }),
});
const allow = (Action: string | readonly string[], Resource: string, Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});

describe('cloudsplaining', () => {
  test('finds a way to gain rights, a way to carry data off, and what may be changed everywhere', async () => {
    const found = await cloudsplaining([
      stackWith(
        allow(['iam:PutRolePolicy', 'lambda:CreateFunction', 'iam:PassRole', 'lambda:InvokeFunction'], '*'),
        allow('s3:GetObject', '*'),
      ),
    ]);
    const rules = found.map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['PrivilegeEscalation', 'DataExfiltration', 'InfrastructureModification']));
    expect(new Set(found.map(({ where }) => where))).toEqual(new Set(['tenant/us-east-1/planted.json Role']));
  });

  test('has nothing against rights on named resources, or under a condition', async () => {
    const tagged = { Null: { 'aws:RequestTag/tenantry:tenant-id': 'false' } };
    const narrow = [allow('s3:GetObject', 'arn:aws:s3:::tenantry-a/*'), allow('acm:AddTagsToCertificate', '*', tagged)];
    expect(await cloudsplaining([stackWith(...narrow)])).toEqual([]);
  });
});
