import { describe, expect, test } from '@jest/globals';
import type { Judged } from '../configurations.ts';
import { checkov } from './judge.ts';

const stack = (name: string, Resources: object): Judged => ({
  configuration: 'planted',
  account: 'networking',
  region: 'us-east-1',
  name,
  body: JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources }),
});
const ruleWith = (rule: object) => ({
  Group: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'HTTPS from functions',
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/16', ...rule }],
    },
  },
});
const described = ruleWith({ Description: 'from functions' });

describe('checkov', () => {
  test('finds a rule of a security group that nobody described, in the template that has it', async () => {
    expect(await checkov([stack('good', described), stack('bad', ruleWith({}))])).toEqual([
      {
        judge: 'checkov',
        rule: 'CKV_AWS_23',
        where: 'networking/us-east-1/bad.json AWS::EC2::SecurityGroup.Group',
        says: expect.stringContaining('description'),
      },
    ]);
  });

  test('has nothing against what is as it wants it', async () => {
    expect(await checkov([stack('good', described)])).toEqual([]);
  });
});
