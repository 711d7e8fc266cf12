import { BatchGetBuildsCommand, CodeBuildClient, CreateProjectCommand, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import { connected, type Network, SSL_REQUEST, trusting } from './testing/connected.ts';

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws({ postgres: true });
});
afterAll(() => aws.stop());

/** Asks like the function, and fails when nothing answers. */
const PROBE = `const s = require('net').connect(Number(process.env.PORT), '127.0.0.1', () => s.write(Buffer.from([${[...SSL_REQUEST]}])));
s.on('data', (data) => process.exit(String(data) === 'N' ? 0 : 1)); s.on('close', () => process.exit(1));`;

/** Runs a build of a project, with an interface in the network or without one; answers how it ended. */
const build = async ({ accountId, VpcId, subnetIds, GroupId }: Network, name: string, isInVpc: boolean): Promise<string | undefined> => {
  const role = { RoleName: name, AssumeRolePolicyDocument: trusting('codebuild.amazonaws.com') };
  const iam = new IAMClient(aws.as(accountId));
  await iam.send(new CreateRoleCommand(role));
  const rights = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['logs:*', 'ec2:*'], Resource: '*' }] };
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: 'rights', PolicyDocument: JSON.stringify(rights) }));
  const codeBuild = new CodeBuildClient(aws.as(accountId));
  const encoded = Buffer.from(PROBE).toString('base64');
  await codeBuild.send(
    new CreateProjectCommand({
      name,
      source: {
        type: 'NO_SOURCE',
        buildspec: `version: 0.2\nphases:\n  build:\n    commands:\n      - echo ${encoded} | base64 -d > probe.cjs && node probe.cjs\n`,
      },
      artifacts: { type: 'NO_ARTIFACTS' },
      environment: {
        type: 'LINUX_CONTAINER',
        image: 'aws/codebuild/standard:8.0',
        computeType: 'BUILD_GENERAL1_SMALL',
        environmentVariables: [{ name: 'PORT', value: String(aws.local.context.databasePort) }],
      },
      serviceRole: `arn:aws:iam::${accountId}:role/${name}`,
      ...(isInVpc ? { vpcConfig: { vpcId: VpcId, subnets: subnetIds, securityGroupIds: [GroupId] } } : {}),
    }),
  );
  const ids = [(await codeBuild.send(new StartBuildCommand({ projectName: name }))).build!.id!];
  return eventually(`build ${name} has ended`, async () => {
    const [ended] = (await codeBuild.send(new BatchGetBuildsCommand({ ids }))).builds ?? [];
    return ended?.buildComplete && ended.buildStatus;
  });
};

test('the database answers a build with an interface in a VPC that leads to it, and no other build', async () => {
  const { customer } = await connected(aws);
  expect(await build(customer, 'inside', true)).toBe('SUCCEEDED');
  expect(await build(customer, 'outside', false)).toBe('FAILED');
  expect(aws.local.rejectedConnections().at(-1)?.why).toMatch(/:build\/outside:[\w-]+ has no network interface in a VPC$/);
});
