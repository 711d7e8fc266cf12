import { ListRootsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { identityCenter } from '@laptop/aws/gateway/emulated/sso-admin/sso-admin';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import { discover } from '@tenantry/landing-zone/discover';
import { configOf } from '@tenantry/shared/deployment/config';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());

const find = () => discover(aws.as(ACCOUNTS.owner), 'dev', { ...configOf('dev'), region: aws.local.region }, () => {});

test('Identity Center in another region is told as that, and the command waits until policies can be attached', async () => {
  identityCenter(aws.local.context).region = 'ap-southeast-2';
  await expect(find()).rejects.toThrow(`there is no IAM Identity Center in ${aws.local.region}`);
  identityCenter(aws.local.context).region = aws.local.region;
  const { rootId } = await find();
  const { Roots = [] } = await new OrganizationsClient(aws.as(ACCOUNTS.owner)).send(new ListRootsCommand({}));
  expect(Roots).toMatchObject([
    { Id: rootId, PolicyTypes: ['SERVICE', 'RESOURCE'].map((type) => ({ Type: `${type}_CONTROL_POLICY`, Status: 'ENABLED' })) },
  ]);
});
