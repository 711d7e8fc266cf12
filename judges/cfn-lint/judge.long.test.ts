import { describe, expect, test } from '@jest/globals';
import type { Stack } from '../templates/every-stack.ts';
import { cfnLint } from './judge.ts';

const stack = (name: string, Resources: object, region = 'us-east-1'): Stack => ({
  account: 'networking',
  region,
  name,
  body: JSON.stringify({ AWSTemplateFormatVersion: '2010-09-09', Resources }),
});
const group = (GroupDescription: string) => ({ Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription } } });

describe('cfn-lint', () => {
  test('finds a description that EC2 refuses, in the template that has it', async () => {
    const findings = await cfnLint([stack('good', group('Developers, on the VPN')), stack('bad', group("Developers' VPN"))]);
    expect(findings).toEqual([
      {
        judge: 'cfn-lint',
        rule: 'E3031',
        where: 'networking/us-east-1/bad.json Resources/Group/Properties/GroupDescription',
        says: expect.stringContaining("Developers' VPN"),
      },
    ]);
  });

  test('finds a resource that a region does not have, in that region', async () => {
    const repository = { Repository: { Type: 'AWS::CodeCommit::Repository', Properties: { RepositoryName: 'a' } } };
    const findings = await cfnLint([stack('here', repository), stack('there', repository, 'eu-south-2')]);
    expect(findings.map(({ rule, where }) => [rule, where.split(' ')[0]])).toEqual([['E3006', 'networking/eu-south-2/there.json']]);
  });

  test('says the same of a template that it has seen before', async () => {
    const bad = stack('bad', group("Developers' VPN"));
    expect(await cfnLint([bad])).toEqual(await cfnLint([bad]));
  });
});
