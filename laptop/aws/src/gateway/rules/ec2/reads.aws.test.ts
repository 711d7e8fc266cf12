import { CreateSubnetCommand, CreateVpcCommand, DescribeSubnetsCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';
import { consistency } from './eventual.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());
afterEach(() => {
  consistency(aws.local.context).ec2 = 'strong';
});

describe('a read after a write', () => {
  test('misses what was created within the last two seconds, if EC2 is eventually consistent', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    consistency(aws.local.context).ec2 = 'eventual';
    const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }))).Vpc!.VpcId!;
    const SubnetId = (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.1.0.0/24' }))).Subnet!.SubnetId!;
    const own = async () =>
      (await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] }))).Vpcs!.length;
    const subnet = () => errorOf(ec2.send(new DescribeSubnetsCommand({ SubnetIds: [SubnetId] })));
    expect([await own(), await subnet()]).toEqual([0, 'InvalidSubnetID.NotFound']);
    aws.advance(2);
    expect([await own(), await subnet()]).toEqual([1, 'none']);
  });

  test('sees it at once by default', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    await ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16' }));
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(2);
  });
});

describe('a dry run', () => {
  test('creates nothing and says that it would have', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16', DryRun: true })))).toBe('DryRunOperation');
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });

  test('says no to who may not', async () => {
    const accountId = freshAccount();
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` }, Action: 'sts:AssumeRole' }],
    };
    const role = { RoleName: 'powerless', AssumeRolePolicyDocument: JSON.stringify(trust) };
    await new IAMClient(aws.as(accountId)).send(new CreateRoleCommand(role));
    const assume = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/powerless`, RoleSessionName: 'test' });
    const {
      AccessKeyId = '',
      SecretAccessKey = '',
      SessionToken = '',
    } = (await new STSClient(aws.as(accountId)).send(assume)).Credentials!;
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const ec2 = new EC2Client({ ...aws.as(accountId), credentials });
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.1.0.0/16', DryRun: true })))).not.toBe('DryRunOperation');
  });
});
