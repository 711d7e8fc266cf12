import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ACCOUNTS } from '../../accounts.ts';
import { type OwnAws, startOwnAws } from '../../test/local-aws.ts';
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
    const client = new ServiceQuotasClient(as(ACCOUNTS.owner));
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
