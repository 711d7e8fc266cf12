import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { requireAlive } from '../certificate-refusal.ts';
import { CLOUDFRONT_REGION } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';

export interface ValidationRecord {
  readonly name: string;
  readonly type: 'CNAME';
  readonly value: string;
}

/**
 * Waits until ACM says which record proves the domain, some 20 s after the request. What was saved stays true: all certificates of
 * a domain in one account have the same record (ACM User Guide, "DNS validation").
 */
export const validationRecord = step(
  'validationRecord',
  {
    ensure: async (
      { tenant }: Scope,
      { certificateArn }: { certificateArn: string },
      saved: { readonly validationRecord?: ValidationRecord },
    ): Promise<{ validationRecord: ValidationRecord }> => {
      if (saved.validationRecord) return { validationRecord: saved.validationRecord };
      const wait = new Wait(4, `ACM to say which record validates ${certificateArn}`);
      try {
        const { Certificate } = await tenant(ACMClient, CLOUDFRONT_REGION).send(
          new DescribeCertificateCommand({ CertificateArn: certificateArn }),
        );
        requireAlive(Certificate ?? {});
        const { Name, Value } = Certificate?.DomainValidationOptions?.[0]?.ResourceRecord ?? {};
        if (!Name || !Value) throw wait;
        return { validationRecord: { name: Name, type: 'CNAME', value: Value } };
      } catch (error) {
        // ACM knows a new certificate only after several seconds (DescribeCertificate API reference).
        throw isCode(error, 'ResourceNotFoundException') ? wait : error;
      }
    },
    // It only reads: the record is dns's, the certificate the step's before.
    remove: async () => {},
  },
  {
    usually: { for: 'ACM to say which record it wants', seconds: 20, source: 'https://github.com/aws/aws-cdk/issues/3528' },
  },
);
