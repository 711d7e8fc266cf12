import { CloudFormationClient, CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { requireHere, requireLandingZone } from '@tenantry/landing-zone/elsewhere';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());

test('a deployment that is in another region is refused, and one that is here or nowhere is not', async () => {
  const configuration = aws.as(ACCOUNTS.superAdmin);
  const iam = new IAMClient(configuration);
  const look = (region: string) => requireHere({ ...configuration, region }, 'dev');
  await look('eu-central-1');
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  await iam.send(new CreateRoleCommand({ RoleName: 'tenantry-dev-peering-accepter', AssumeRolePolicyDocument }));
  const TemplateBody = JSON.stringify({ Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
  const here = new CloudFormationClient({ ...configuration, region: 'eu-central-1' });
  await here.send(new CreateStackCommand({ StackName: 'tenantry-dev-landing-zone', TemplateBody }));
  await look('eu-central-1');
  await expect(look('us-east-1')).rejects.toThrow(
    'us-east-1 has no stack tenantry-dev-landing-zone: the deployment dev is in another region',
  );
});

test('services and console are refused where the landing zone is not, and told which deployments are there', async () => {
  const configuration = aws.as(ACCOUNTS.production);
  const look = (deployment: string, region = 'eu-central-1') => requireLandingZone({ ...configuration, region }, deployment);
  await expect(look('staging')).rejects.toThrow('eu-central-1 has no stack tenantry-staging-landing-zone; deployments there: none.');
  const here = new CloudFormationClient({ ...configuration, region: 'eu-central-1' });
  for (const name of ['prod', 'eu-staging']) {
    const TemplateBody = JSON.stringify({ Resources: { Wait: { Type: 'AWS::CloudFormation::WaitConditionHandle' } } });
    await here.send(new CreateStackCommand({ StackName: `tenantry-${name}-landing-zone`, TemplateBody }));
  }
  await look('prod');
  await expect(look('staging')).rejects.toThrow('deployments there: eu-staging, prod. Deploy the landing zone first');
  await expect(look('prod', 'us-east-1')).rejects.toThrow('us-east-1 has no stack tenantry-prod-landing-zone; deployments there: none.');
});
