import { CreateVpcCommand, DescribeNetworkInterfacesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorOf, freshAccount, type RuledAws, startRuledAws } from '../testing/ruled-aws.ts';

let aws: RuledAws;
beforeAll(async () => {
  aws = await startRuledAws();
});
afterAll(() => aws.stop());

/** How many of so many calls at one moment are let through. */
const passed = async (calls: number, call: () => Promise<unknown>): Promise<number> =>
  (await Promise.all(Array.from({ length: calls }, () => errorOf(call())))).filter((code) => code !== 'RequestLimitExceeded').length;

describe('request rate of EC2', () => {
  test('changes have fifty tokens and get five a second, per account and action', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    const change = () => ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/29' })); // refused after its token is taken
    expect(await passed(60, change)).toBe(50);
    await expect(change()).rejects.toMatchObject({ name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } });
    aws.advance(2);
    expect(await passed(20, change)).toBe(10);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand()))).toBe('none');
  });

  test('a read without a filter has fewer tokens than one with', async () => {
    const ec2 = new EC2Client(aws.as(freshAccount()));
    expect(await passed(60, () => ec2.send(new DescribeNetworkInterfacesCommand({})))).toBe(50);
    const Filters = [{ Name: 'vpc-id', Values: ['vpc-0'] }];
    expect(await passed(60, () => ec2.send(new DescribeNetworkInterfacesCommand({ Filters })))).toBe(60);
  });
});
