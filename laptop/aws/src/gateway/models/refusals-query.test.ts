import { describe, expect, test } from '@jest/globals';
import type { ParsedCall } from '../parse.ts';
import { form, refusal } from './testing/calls.ts';

describe('what AWS refuses is refused, as the query service says it', () => {
  test.each<[string, ParsedCall, object]>([
    [
      'EC2: what is missing',
      form('ec2', { Action: 'CreateSubnet', Version: '2016-11-15' }),
      { code: 'MissingParameter', message: 'The request must contain the parameter vpcId' },
    ],
    [
      'EC2: an enum',
      form('ec2', { Action: 'CreateVpc', Version: '2016-11-15', InstanceTenancy: 'mine' }),
      {
        code: 'InvalidParameterValue',
        message: expect.stringMatching(
          /^Value \(mine\) for parameter instanceTenancy is invalid. Member must satisfy enum value set: \[default, /,
        ),
      },
    ],
    [
      'EC2: no number, no truth',
      form('ec2', { Action: 'DescribeVpcs', Version: '2016-11-15', MaxResults: 'many' }),
      { code: 'InvalidParameterValue', message: 'Value (many) for parameter maxResults is invalid. Member must be a integer' },
    ],
    [
      'EC2: a small number',
      form('ec2', { Action: 'DescribeVpcs', Version: '2016-11-15', MaxResults: '1' }),
      { code: 'InvalidParameterValue', message: 'Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.' },
    ],
    [
      'IAM: a pattern, and no value',
      form('iam', { Action: 'GetRole', Version: '2010-05-08', RoleName: 'a b' }),
      {
        code: 'ValidationError',
        message:
          "1 validation error detected: Value at 'roleName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
      },
    ],
    [
      'CloudFormation: a pattern',
      form('cloudformation', { Action: 'CreateChangeSet', Version: '2010-05-15', StackName: 'a', ChangeSetName: '1' }),
      {
        code: 'ValidationError',
        message: expect.stringContaining(
          "Value '1' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z]",
        ),
      },
    ],
    [
      'STS: a length',
      form('sts', {
        Action: 'AssumeRole',
        Version: '2011-06-15',
        RoleArn: 'arn:aws:iam::123456789012:role/r',
        RoleSessionName: 'a',
        DurationSeconds: '60',
      }),
      {
        code: 'ValidationError',
        message: expect.stringMatching(
          /Value 'a' at 'roleSessionName' .* equal to 2; Value '60' at 'durationSeconds' .* greater than or equal to 900/,
        ),
      },
    ],
    [
      'RDS: what is missing',
      form('rds', { Action: 'CreateDBCluster', Version: '2014-10-31', Engine: 'aurora-postgresql' }),
      { code: 'MissingParameter', message: 'The parameter DBClusterIdentifier must be provided and must not be blank.' },
    ],
  ])('%s', (_title, call, expected) => {
    expect(refusal(call)).toMatchObject(expected);
  });
});
