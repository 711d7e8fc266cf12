import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Organization, startOrganization } from './testing/organization.ts';
import { errorOf } from './testing/ruled-aws.ts';

let org: Organization;
beforeAll(async () => {
  org = await startOrganization();
});
afterAll(() => org.stop());

describe('a new account', () => {
  test('has the access role as soon as it is created, and its services become usable one by one, S3 last', async () => {
    const { Id } = await org.request();
    const accountId = org.upcoming(Id!);
    expect(await errorOf(org.assume(accountId))).toBe('AccessDenied');
    org.advance(14);
    const config = await org.asRole(accountId);
    expect(await errorOf(new IAMClient(config).send(new ListRolesCommand({})))).toBe('none');
    const look = async () => ({
      cloudFormation: await errorOf(new CloudFormationClient(config).send(new DescribeStacksCommand({}))),
      acm: await errorOf(new ACMClient(config).send(new ListCertificatesCommand({}))),
      ec2: await errorOf(new EC2Client(config).send(new DescribeVpcsCommand({}))),
      cognito: await errorOf(new CognitoIdentityProviderClient(config).send(new ListUserPoolsCommand({ MaxResults: 1 }))),
      s3: await errorOf(new S3Client(config).send(new ListBucketsCommand({}))),
    });
    const last = { cognito: 'SubscriptionRequiredException', s3: 'NotSignedUp' };
    const none = { cloudFormation: 'OptInRequired', acm: 'SubscriptionRequiredException', ec2: 'OptInRequired', ...last };
    expect(await look()).toEqual(none);
    org.advance(30);
    expect(await look()).toEqual({ ...none, cloudFormation: 'none' });
    org.advance(20);
    expect(await look()).toEqual({ cloudFormation: 'none', acm: 'none', ec2: 'none', ...last });
    org.advance(7);
    expect(await look()).toMatchObject({ cognito: 'none', s3: 'NotSignedUp' });
    org.advance(2);
    expect(await look()).toMatchObject({ s3: 'none' });
  });

  test('has State and no longer Status', async () => {
    const AccountId = await org.create();
    const Account = await org.describeAccount(AccountId);
    expect(Account).toMatchObject({ State: 'ACTIVE' });
    expect(Account.Status).toBeUndefined();
  });
});
