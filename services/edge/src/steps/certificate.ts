import {
  type ACMClient,
  type CertificateSummary,
  DeleteCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { isCode, Wait } from '@tenantry/shared/errors';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/names';
import { step } from '@tenantry/shared/stage';
import { ALIVE } from '../certificate-refusal.ts';
import type { Scope } from '../scope.ts';

/** CloudFront lets go of a certificate some minutes after its distribution is gone. */
const IN_USE_SECONDS = 30;

/** The tenant's certificates, dead ones too. */
const find = async (acm: ACMClient, tenantId: string, domain: string): Promise<CertificateSummary[]> => {
  const found: CertificateSummary[] = [];
  for await (const { CertificateSummaryList = [] } of paginateListCertificates({ client: acm }, {})) {
    for (const summary of CertificateSummaryList) {
      if (summary.DomainName !== domain) continue;
      const { Tags = [] } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn: summary.CertificateArn }));
      if (Tags.some((tag) => tag.Key === TENANT_TAG && tag.Value === tenantId)) found.push(summary);
    }
  }
  return found;
};

/** Requests the certificate and does not wait for it. */
export const certificate = step('certificate', {
  ensure: async ({ acm, tenantId, stage }: Scope, { domain }: { domain: string }) => {
    const found = await find(acm, tenantId, domain);
    const alive = found.find(({ Status }) => ALIVE.includes(Status));
    if (alive) return { certificateArn: alive.CertificateArn ?? '' };
    const { CertificateArn } = await acm.send(
      new RequestCertificateCommand({
        DomainName: domain,
        ValidationMethod: 'DNS',
        // Answers the same certificate for an hour: another token when that one is dead. 32 letters and digits at most.
        IdempotencyToken: `${tenantId}${found.length === 0 ? '' : found.length}`,
        Tags: tenantTags(stage, tenantId),
      }),
    );
    return { certificateArn: CertificateArn ?? '' };
  },
  remove: async ({ acm, tenantId, domain }: Scope) => {
    for (const { CertificateArn } of await find(acm, tenantId, domain)) {
      try {
        await acm.send(new DeleteCertificateCommand({ CertificateArn }));
      } catch (error) {
        if (isCode(error, 'ResourceInUseException')) throw new Wait(IN_USE_SECONDS, `CloudFront to let go of ${CertificateArn}`);
        if (!isCode(error, 'ResourceNotFoundException')) throw error;
      }
    }
  },
});
