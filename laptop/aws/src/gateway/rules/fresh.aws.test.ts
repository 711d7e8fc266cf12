import { BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../testing/accounts.ts';
import { type OwnAws, startOwnAws } from '../../testing/own-aws.ts';
import { switches } from './by-hand.ts';
import { errorOf } from './testing/ruled-aws.ts';

let own: OwnAws;
beforeAll(async () => {
  own = await startOwnAws({ aws: 'fresh' });
});
afterAll(() => own.stop());

const distribution = () =>
  new CloudFrontClient(own.as('200000000001')).send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: 'one',
        Comment: '',
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            {
              Id: 'a',
              DomainName: 'a.example.com',
              CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: 'https-only' },
            },
          ],
        },
        DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only' },
      },
    }),
  );

test("a new organization has AWS's quotas, also after the next start", async () => {
  const quota = async ({ as }: Pick<OwnAws, 'as'>) => {
    const client = new ServiceQuotasClient({ ...as(ACCOUNTS.management), region: 'us-east-1' });
    return (await client.send(new GetServiceQuotaCommand({ ServiceCode: 'organizations', QuotaCode: 'L-E619E033' }))).Quota?.Value;
  };
  expect(await quota(own)).toBe(10);
  await own.local.stop();
  own = await startOwnAws({ stateDir: own.stateDir });
  expect(await quota(own)).toBe(10);
});

test('CloudFront takes no distribution until AWS Support has verified the accounts', async () => {
  await expect(distribution()).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('must be verified') });
  switches(own.local.context).cloudFront = true;
  expect(await errorOf(distribution())).toBe('none');
});

test('AWS Budgets knows no role before the root user has let IAM see the bill', async () => {
  const root = own.as(ACCOUNTS.management);
  const iam = new IAMClient(root);
  const document = (statement: object): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
  const trust = document({ Principal: { AWS: `arn:aws:iam::${ACCOUNTS.management}:root` }, Action: 'sts:AssumeRole' });
  await iam.send(new CreateRoleCommand({ RoleName: 'reader', AssumeRolePolicyDocument: trust }));
  const PolicyDocument = document({ Action: 'budgets:ViewBudget', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'reader', PolicyName: 'view', PolicyDocument }));
  const RoleArn = `arn:aws:iam::${ACCOUNTS.management}:role/reader`;
  const { Credentials } = await new STSClient(root).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test' }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  const role = { ...root, credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken } };
  const look = (configuration: typeof root) =>
    errorOf(new BudgetsClient(configuration).send(new DescribeBudgetsCommand({ AccountId: ACCOUNTS.management })));
  expect([await look(role), await look(root)]).toEqual(['AccessDeniedException', 'none']);
  switches(own.local.context).billingAccess = true;
  expect(await look(role)).toBe('none');
});
