import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { deployStack } from '@tenantry/landing-zone/stack';
import { rootOf, unusedAccountId } from '@tenantry/shared/testing/accounts';

const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
const index = (IndexName: string, key: string, NonKeyAttributes = ['shown']) => ({
  IndexName,
  KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes },
});
/** A named table in an account of its own; deploys it, with the given indexes or another key, as often as it is called. */
const table = () => {
  const account = rootOf(unusedAccountId());
  const cloudformation = new CloudFormationClient(account);
  const TableName = 'tenantry-test-tables';
  const deploy = (GlobalSecondaryIndexes: readonly object[], key = 'pk') => {
    const Properties = {
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'a', 'b', 'c'].map(attribute),
      KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
      GlobalSecondaryIndexes,
    };
    const template = {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'test',
      Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties } },
      Outputs: {},
    } as const;
    return deployStack(cloudformation, { name: TableName, template, tags: {} });
  };
  const indexes = async () => {
    const { Table } = await new DynamoDBClient(account).send(new DescribeTableCommand({ TableName }));
    return Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort();
  };
  return { deploy, indexes };
};

describe('CloudFormation refuses of a table what DynamoDB refuses', () => {
  test('another projection or another key of an index, which stays as it was', async () => {
    const { deploy, indexes } = table();
    await deploy([index('one', 'a')]);
    for (const changed of [index('one', 'a', ['shown', 'slug']), index('one', 'b')]) {
      await expect(deploy([changed])).rejects.toThrow(
        "Cannot update GSI's properties other than Provisioned Throughput and Contributor Insights Specification. You can create a new GSI with a different name.",
      );
    }
    expect(await indexes()).toEqual(['one']);
  });

  test('more than one index made or removed per update: a new one is made first, and the old one removed after it', async () => {
    const { deploy, indexes } = table();
    await deploy([index('one', 'a')]);
    for (const wanted of [[index('one', 'a'), index('two', 'b'), index('three', 'c')], [index('two', 'b')]]) {
      await expect(deploy(wanted)).rejects.toThrow('Cannot perform more than one GSI creation or deletion in a single update');
    }
    expect(await deploy([index('one', 'a'), index('two', 'b')])).toMatchObject({ outcome: 'updated' });
    expect(await deploy([index('two', 'b')])).toMatchObject({ outcome: 'updated' });
    expect(await indexes()).toEqual(['two']);
  });

  test('another key of a table that has a name', async () => {
    const { deploy } = table();
    await deploy([index('one', 'a')]);
    await expect(deploy([index('one', 'a')], 'b')).rejects.toThrow(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename tenantry-test-tables',
    );
  });
});
