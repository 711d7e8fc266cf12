import { CloudFormationClient, type CloudFormationClientConfig, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { GuardDutyClient, type GuardDutyClientConfig, paginateListDetectors } from '@aws-sdk/client-guardduty';
import { collect } from '@tenantry/shared/aws/pages';
import { type Config, configFile } from '@tenantry/shared/deployment/config';
import { stackName } from './resource-names.ts';
import { outputsOf } from './stack.ts';
import type { Resources } from './template.ts';

/** The detector of the super-admin account, which administers GuardDuty for the organization (`guard-duty-organization.ts`). */
export const guardDuty = ({ watch }: Config): Resources =>
  watch.guardDuty
    ? { Detector: { Type: 'AWS::GuardDuty::Detector', Properties: { Enable: true, FindingPublishingFrequency: 'FIFTEEN_MINUTES' } } }
    : {};

/** The account has a detector in the region that is not this deployment's. Nothing was changed. */
export class DetectorTaken extends Error {
  override readonly name = 'DetectorTaken';
}

/** The output of the super-admin stack that says which detector is its own. */
export const DETECTOR_OUTPUT = 'DetectorId';

/**
 * Refuses a second detector: an account has one in a region, and CloudFormation would fail in the middle ("a detector already exists for the
 * current account").
 * @param configuration of clients of the super-admin account in the deployment's region
 * @throws DetectorTaken that says whose the other one is, and the fix, before anything is changed
 */
export const requireOnlyDetector = async (
  configuration: CloudFormationClientConfig & GuardDutyClientConfig,
  deployment: string,
  config: Config,
): Promise<void> => {
  if (!config.watch.guardDuty) return;
  const [guardDutyClient, cloudFormation] = [new GuardDutyClient(configuration), new CloudFormationClient(configuration)];
  try {
    const detectors = await collect(paginateListDetectors({ client: guardDutyClient }, {}), ({ DetectorIds }) => DetectorIds);
    if (detectors.length === 0) return;
    const stacks = await collect(paginateDescribeStacks({ client: cloudFormation }, {}), ({ Stacks }) => Stacks);
    const owner = stacks.find((stack) => detectors.includes(outputsOf(stack)[DETECTOR_OUTPUT] ?? ''))?.StackName;
    if (owner === stackName(deployment)) return;
    throw new DetectorTaken(
      `${configFile(deployment)}: watch.guardDuty is true, and account ${config.accounts.superAdmin} has a detector in ${config.region} already, ` +
        `which ${owner ? `stack ${owner} has made` : 'is in no stack of a deployment'}. It watches the whole organization, or can: set watch.guardDuty to false`,
    );
  } finally {
    for (const client of [guardDutyClient, cloudFormation]) client.destroy();
  }
};
