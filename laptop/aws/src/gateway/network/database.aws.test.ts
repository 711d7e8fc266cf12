import { once } from 'node:events';
import { connect } from 'node:net';
import { DeleteSecurityGroupCommand, DeleteSubnetCommand } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { eventually } from '../../testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import { stacksOf } from '../../testing/stacks.ts';
import { errorOf } from '../rules/testing/ruled-aws.ts';
import { connected, type Network, SSL_REQUEST, trusting } from './testing/connected.ts';

/** A function that asks PostgreSQL for TLS and answers what it says. */
const SOURCE = `
import net from 'node:net';
let kept;
const asked = (socket) => new Promise((resolve) => {
  socket.once('data', (data) => resolve(String(data)));
  socket.once('error', (error) => resolve(error.code));
  socket.once('close', () => resolve('closed'));
});
export const main = async ({ port, keep }) => {
  const socket = keep && kept && !kept.destroyed ? kept : net.connect(port, '127.0.0.1');
  kept = socket;
  socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
  const answer = await asked(socket);
  if (!keep) socket.destroy();
  return answer;
};`;

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
});
afterAll(() => aws.stop());

const createFunction = async ({ accountId, subnetIds, GroupId }: Network, name: string, isInVpc = true): Promise<void> => {
  const role = { RoleName: name, AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') };
  await new IAMClient(aws.as(accountId)).send(new CreateRoleCommand(role));
  await new LambdaClient(aws.as(accountId)).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.main',
      Role: `arn:aws:iam::${accountId}:role/${name}`,
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(SOURCE) }) },
      Timeout: 60,
      ...(isInVpc ? { VpcConfig: { SubnetIds: subnetIds, SecurityGroupIds: [GroupId] } } : {}),
    }),
  );
};
const answerTo = async ({ accountId }: Network, FunctionName: string, keep = false): Promise<string> => {
  const Payload = JSON.stringify({ port: aws.local.context.databasePort, keep });
  const answer = await new LambdaClient(aws.as(accountId)).send(new InvokeCommand({ FunctionName, Payload }));
  return JSON.parse(Buffer.from(answer.Payload ?? []).toString('utf8')) as string;
};
const lastReason = () => aws.local.rejectedConnections().at(-1)?.why;

const connectedFunction = async () => {
  const found = await connected(aws);
  await createFunction(found.customer, 'api');
  return found;
};

describe('the database, asked by a function in a VPC', () => {
  test('answers while routes, peering and groups lead to it, and is silent without any of them', async () => {
    const { customer, links, unpeer } = await connectedFunction();
    expect(await answerTo(customer, 'api')).toBe('N');
    for (const { take, give, why } of links) {
      await take();
      expect(await answerTo(customer, 'api')).toBe('closed');
      expect(lastReason()).toMatch(why);
      await give();
      expect(await answerTo(customer, 'api')).toBe('N');
    }
    await unpeer();
    expect(await answerTo(customer, 'api')).toBe('closed');
    expect(lastReason()).toMatch(/routes 10\.1\.0\.0\/24 to pcx-\w+, which is deleted/);
  });

  test('is silent to a connection that was open, too', async () => {
    const { customer, links } = await connectedFunction();
    expect(await answerTo(customer, 'api', true)).toBe('N');
    const [{ take } = { take: async () => ({}) }] = links;
    await take();
    await eventually('the connection goes', async () => (await answerTo(customer, 'api', true)) === 'closed');
  });

  test('is silent to a function without a VPC, and to a process that is neither function nor build', async () => {
    const { customer } = await connectedFunction();
    await createFunction(customer, 'outside', false);
    expect(await answerTo(customer, 'outside')).toBe('closed');
    expect(lastReason()).toMatch(/:function:outside has no network interface in a VPC$/);

    const socket = connect(aws.local.context.databasePort!, '127.0.0.1');
    socket.write(SSL_REQUEST);
    expect(await once(socket, 'close')).toEqual([false]);
    expect(aws.local.rejectedConnections().at(-1)).toMatchObject({
      from: '',
      why: expect.stringContaining('from inside its network only'),
    });
  });

  test('counts the interface that a stack gives a function', async () => {
    const { customer } = await connectedFunction();
    const role = { RoleName: 'stacked', AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') };
    await new IAMClient(aws.as(customer.accountId)).send(new CreateRoleCommand(role));
    const Properties = {
      FunctionName: 'stacked',
      Runtime: 'nodejs24.x',
      Handler: 'index.main',
      Role: `arn:aws:iam::${customer.accountId}:role/stacked`,
      Code: { ZipFile: 'exports.main = async () => "";' },
      VpcConfig: { SubnetIds: customer.subnetIds, SecurityGroupIds: [customer.GroupId] },
    };
    const deploy = stacksOf(aws).deploy(
      customer.accountId,
      'stacked',
      { Function: { Type: 'AWS::Lambda::Function', Properties } },
      {
        name: { Value: { Ref: 'Function' } },
      },
    );
    expect(await deploy).toEqual({ name: 'stacked' });
    const lambda = new LambdaClient(aws.as(customer.accountId));
    const { VpcConfig } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: 'stacked' }));
    expect(VpcConfig).toEqual({ SubnetIds: customer.subnetIds, SecurityGroupIds: [customer.GroupId], VpcId: customer.VpcId });

    const { ec2, GroupId } = customer;
    const removeGroup = () => errorOf(ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
    const removeSubnet = () => errorOf(ec2.send(new DeleteSubnetCommand({ SubnetId: customer.subnetIds[0]! })));
    expect([await removeGroup(), await removeSubnet()]).toEqual(['DependencyViolation', 'DependencyViolation']);
    for (const FunctionName of ['api', 'stacked']) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
    expect([await removeGroup(), await removeSubnet()]).toEqual(['none', 'none']);
  });
});
