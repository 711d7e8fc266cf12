import { CloudFormationClient, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { DETECTOR_OUTPUT, DetectorTaken, requireOnlyDetector } from '@tenantry/landing-zone/guard-duty';
import { watchOrganization } from '@tenantry/landing-zone/guard-duty-organization';
import { removeStack } from '@tenantry/landing-zone/remove/remove-stack';
import { stackName } from '@tenantry/landing-zone/resource-names';
import { deployStack } from '@tenantry/landing-zone/stack';
import { settled, watchOf } from '@tenantry/landing-zone/stack-watch';
import { configOf } from '@tenantry/shared/deployment/config';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { WORLD } from '../../laptop/src/world.ts';

const config = { ...configOf('dev'), watch: { ...configOf('dev').watch, guardDuty: true } };
const accountId = ACCOUNTS.superAdmin;
let aws: OwnAws;
let detectorId: string;
beforeAll(async () => {
  aws = await startOwnAws({ world: WORLD, clock: 'instant' });
  detectorId = (await deployStack(cloudFormation(), stack('one'))).outputs[DETECTOR_OUTPUT] ?? '';
});
afterAll(() => aws.stop());

const home = () => aws.as(accountId);
const cloudFormation = () => new CloudFormationClient(home());
/** As much of a super-admin stack as has to do with GuardDuty. */
const stack = (deployment: string) => ({
  name: stackName(deployment),
  template: {
    AWSTemplateFormatVersion: '2010-09-09' as const,
    Description: 'test',
    Resources: { Detector: { Type: 'AWS::GuardDuty::Detector', Properties: { Enable: true } } },
    Outputs: { [DETECTOR_OUTPUT]: { Value: { Ref: 'Detector' } } },
  },
  tags: {},
});

test('a second deployment with a detector in the same account is refused, and told whose the first is; the first one is not', async () => {
  await requireOnlyDetector(home(), 'one', config);
  await requireOnlyDetector(home(), 'two', { ...config, watch: { ...config.watch, guardDuty: false } });
  await requireOnlyDetector(aws.as(ACCOUNTS.devops), 'two', config);
  const refusal = requireOnlyDetector(home(), 'two', config);
  await expect(refusal).rejects.toBeInstanceOf(DetectorTaken);
  await expect(refusal).rejects.toThrow('which stack tenantry-one-landing-zone has made');
  // What it spares: CloudFormation fails.
  await expect(deployStack(cloudFormation(), stack('two'))).rejects.toThrow('a detector already exists for the current account');
});

test('a detector that watches the organization goes with its stack, though it has members', async () => {
  await watchOrganization({ owner: aws.as(ACCOUNTS.owner), administrator: home(), administratorId: accountId, detectorId });
  const name = stackName('one');
  // As CloudFormation alone would: its members keep it.
  await cloudFormation().send(new DeleteStackCommand({ StackName: name }));
  expect((await settled(watchOf(cloudFormation(), name)))?.StackStatus).toBe('DELETE_FAILED');
  expect(await removeStack({ ...home(), accountId }, name, () => {})).toBe(true);
  // None is in the way of the next one.
  await requireOnlyDetector(home(), 'two', config);
});
