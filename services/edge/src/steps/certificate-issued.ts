import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { requireAlive } from '../certificate-refusal.ts';
import { CLOUDFRONT_REGION } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';

/** ACM itself looks for the record for 72 hours; most certificates are there within ten minutes, some after an hour. */
const DEADLINE_SECONDS = 2 * 3600;

/** Waits for ACM to find the record that dns writes: CloudFront takes issued certificates only. */
export const certificateIssued = step(
  'certificateIssued',
  {
    ensure: async ({ tenant }: Scope, { certificateArn }: { certificateArn: string }) => {
      const { Certificate } = await tenant(ACMClient, CLOUDFRONT_REGION).send(
        new DescribeCertificateCommand({ CertificateArn: certificateArn }),
      );
      requireAlive(Certificate ?? {});
      if (Certificate?.Status !== 'ISSUED') throw new Wait(10, `ACM to issue ${certificateArn}`);
      return {};
    },
    // It only waits.
    remove: async () => {},
  },
  {
    deadlineSeconds: DEADLINE_SECONDS,
    usually: {
      for: 'the record to be in sync and ACM to see it',
      seconds: 345,
      source: 'https://github.com/aws/aws-cdk/issues/2914 (5 to 9.3 min), and 45 s for Route 53',
    },
  },
);
