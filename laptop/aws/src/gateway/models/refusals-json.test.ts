import { describe, expect, test } from '@jest/globals';
import type { ParsedCall } from '../parse.ts';
import { json, refusal } from './testing/calls.ts';

describe('what AWS refuses is refused, as the JSON service says it', () => {
  test.each<[string, ParsedCall, object]>([
    [
      'JSON: a pattern holds for the whole value',
      json('acm', 'CertificateManager.DescribeCertificate', { CertificateArn: 'x arn:aws:acm:us-east-1:123456789012:certificate/a' }),
      {
        code: 'ValidationException',
        message: expect.stringMatching(
          /^1 validation error detected: Value 'x arn:.*' at 'certificateArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:/,
        ),
      },
    ],
    [
      'JSON: what is missing',
      json('secretsmanager', 'secretsmanager.GetSecretValue', {}),
      {
        code: 'ValidationException',
        message: "1 validation error detected: Value null at 'secretId' failed to satisfy constraint: Member must not be null",
      },
    ],
    [
      'JSON: two at once, deep in a list',
      json('codepipeline', 'CodePipeline_20150709.TagResource', {
        resourceArn: 'arn:aws:codepipeline:us-east-1:123456789012:p',
        tags: [
          { key: 'a', value: 'b' },
          { key: '', value: 'c'.repeat(257) },
        ],
      }),
      {
        code: 'ValidationException',
        message: expect.stringMatching(
          /^2 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value 'c+' at 'tags.2.member.value' failed/,
        ),
      },
    ],
    [
      'JSON: simple elements are told with their list',
      json('ssm', 'AmazonSSM.GetParametersByPath', { Path: '/a', MaxResults: 50 }),
      {
        code: 'ValidationException',
        message:
          "1 validation error detected: Value '50' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10",
      },
    ],
    [
      'JSON: an enum among elements of a list',
      json('cognito-idp', 'AWSCognitoIdentityProviderService.CreateUserPool', { PoolName: 'a', UsernameAttributes: ['email', 'fax'] }),
      {
        code: 'InvalidParameterException',
        message:
          "1 validation error detected: Value '[email, fax]' at 'usernameAttributes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [phone_number, email]]",
      },
    ],
    [
      'JSON: a map of values',
      json('logs', 'Logs_20140328.CreateLogGroup', { logGroupName: 'a', tags: { '': 'b' } }),
      {
        code: 'InvalidParameterException',
        message: expect.stringContaining(
          "Value '{...}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 128,",
        ),
      },
    ],
    [
      'JSON: a sensitive value is not shown',
      json('cognito-idp', 'AWSCognitoIdentityProviderService.AdminSetUserPassword', {
        UserPoolId: 'us-east-1_a',
        Username: 'u',
        Password: ' secret ',
      }),
      {
        code: 'InvalidParameterException',
        message: expect.stringMatching(/^1 validation error detected: Value at 'password' failed to satisfy constraint: (?!.*secret)/),
      },
    ],
    [
      'JSON: a value of the wrong type',
      json('dynamodb', 'DynamoDB_20120810.Query', { TableName: 'abc', Limit: '5' }),
      { code: 'SerializationException', message: "'limit' cannot be read: Member must be a integer" },
    ],
    [
      'Organizations: reasons',
      json('organizations', 'AWSOrganizationsV20161128.MoveAccount', {
        AccountId: '12',
        SourceParentId: 'r-abcd',
        DestinationParentId: 'r-abcd',
      }),
      {
        code: 'InvalidInputException',
        message: 'You provided a value that does not match the required pattern.',
        Reason: 'INVALID_PATTERN',
      },
    ],
    [
      'SQS: what is missing',
      json('sqs', 'AmazonSQS.CreateQueue', {}),
      { code: 'MissingParameter', message: 'The request must contain the parameter QueueName.' },
    ],
    [
      'SQS: an attribute that is none',
      json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'a', Attributes: { Colour: 'red' } }),
      { code: 'InvalidAttributeName' },
    ],
    [
      'WAF: a description may not be empty',
      json('wafv2', 'AWSWAF_20190729.CreateIPSet', {
        Name: 'a',
        Scope: 'REGIONAL',
        IPAddressVersion: 'IPV4',
        Addresses: [],
        Description: '',
      }),
      {
        code: 'ValidationException',
        message: expect.stringMatching(
          /^2 validation errors detected: Value '' at 'description' .*; Value '' at 'description' failed to satisfy constraint: Member must satisfy regular expression pattern: /,
        ),
      },
    ],
  ])('%s', (_title, call, expected) => {
    expect(refusal(call)).toMatchObject(expected);
  });
});
