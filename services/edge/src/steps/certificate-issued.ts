import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { StalledError, Wait } from '@tenantry/shared/errors';
import { step } from '@tenantry/shared/stage';
import type { Scope } from '../scope.ts';

/** ACM itself looks for the record for 72 hours; most certificates are there within ten minutes, some after an hour. */
const DEADLINE_SECONDS = 2 * 3600;

/** Waits for ACM to find the record that dns writes: CloudFront takes issued certificates only. */
export const certificateIssued = step(
  'certificateIssued',
  {
    ensure: async ({ acm }: Scope, { certificateArn }: { certificateArn: string }) => {
      const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn: certificateArn }));
      if (Certificate?.Status === 'ISSUED') return {};
      if (Certificate?.Status === 'PENDING_VALIDATION') throw new Wait(10, `ACM to issue ${certificateArn}`);
      throw new StalledError(`${certificateArn} is ${Certificate?.Status}: ${Certificate?.FailureReason ?? 'ACM gives no reason'}`, {
        code: Certificate?.FailureReason ?? 'CertificateNotIssued',
        advice: 'Remove the cause (CAA records of the root domain, the validation record), then retry the stage: it requests another one.',
      });
    },
    // It only waits.
    remove: async () => {},
  },
  { deadlineSeconds: DEADLINE_SECONDS },
);
