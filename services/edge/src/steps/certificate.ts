import {
  type ACMClient,
  type CertificateSummary,
  DeleteCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { TENANT_TAG, tenantTags } from '@tenantry/shared/domain/names';
import { isCode, Wait } from '@tenantry/shared/failure/errors';
import { step } from '@tenantry/shared/saga/stage';
import { ALIVE } from '../certificate-refusal.ts';
import type { Scope } from '../scope.ts';

/** CloudFront releases a certificate some minutes after its distribution is gone. */
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

/** One that failed or has expired, when another is there. What still serves stays until the off-boarding. */
const removeDead = async (acm: ACMClient, { CertificateArn }: CertificateSummary): Promise<void> => {
  try {
    await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  } catch (error) {
    if (!isCode(error, 'ResourceInUseException', 'ResourceNotFoundException')) throw error;
  }
};

const createdAt = ({ CreatedAt }: CertificateSummary): number => CreatedAt?.getTime() ?? 0;

/** Requests the certificate and does not wait for it. */
export const certificate = step(
  'certificate',
  {
    ensure: async ({ acm, tenantId, deployment }: Scope, { domain }: { domain: string }) => {
      const found = await find(acm, tenantId, domain);
      const alive = found.find(({ Status }) => ALIVE.includes(Status));
      const dead = found.filter(({ Status }) => !ALIVE.includes(Status)).sort((a, b) => createdAt(b) - createdAt(a));
      const request = () =>
        acm.send(
          new RequestCertificateCommand({
            DomainName: domain,
            ValidationMethod: 'DNS',
            // Answers the same certificate for an hour: what replaces a dead one has another token. 32 letters and digits at most.
            IdempotencyToken: `${tenantId}${dead[0]?.CertificateArn?.slice(-6) ?? ''}`,
            Tags: tenantTags(deployment, tenantId),
          }),
        );
      const { CertificateArn: certificateArn = '' } = alive ?? (await request());
      for (const one of dead) await removeDead(acm, one);
      return { certificateArn };
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
  },
  {
    creates: [{ type: 'AWS::CertificateManager::Certificate', id: 'certificateArn' }],
  },
);
