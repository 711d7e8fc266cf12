import { ACMClient, ListCertificatesCommand } from '@aws-sdk/client-acm';
import { CreateVpcCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
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
  test('has the access role as soon as it is created, and answers OptInRequired for a minute', async () => {
    const { Id } = await org.request();
    const accountId = org.upcoming(Id!);
    expect(await errorOf(org.assume(accountId))).toBe('AccessDenied');
    org.advance(14);
    const config = await org.asRole(accountId);
    expect(await errorOf(new IAMClient(config).send(new ListRolesCommand({})))).toBe('none');
    const ec2 = new EC2Client(config);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({})))).toBe('OptInRequired');
    expect(await errorOf(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })))).toBe('OptInRequired');
    expect(await errorOf(new ACMClient(config).send(new ListCertificatesCommand({})))).toBe('OptInRequired');
    expect(await errorOf(new S3Client(config).send(new ListBucketsCommand({})))).toBe('NotSignedUp');
    org.advance(60);
    expect(await errorOf(ec2.send(new DescribeVpcsCommand({})))).toBe('none');
    expect(await errorOf(new ACMClient(config).send(new ListCertificatesCommand({})))).toBe('none');
    expect(await errorOf(new S3Client(config).send(new ListBucketsCommand({})))).toBe('none');
  });

  test('has State and no longer Status', async () => {
    const AccountId = await org.create();
    const Account = await org.describeAccount(AccountId);
    expect(Account).toMatchObject({ State: 'ACTIVE' });
    expect(Account.Status).toBeUndefined();
  });
});
