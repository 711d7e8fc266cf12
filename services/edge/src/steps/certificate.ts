import {
  ACMClient,
  type CertificateSummary,
  DeleteCertificateCommand,
  ListTagsForCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
  type Tag,
} from '@aws-sdk/client-acm';
import { idOf, ifFound } from '@tenantry/shared/aws/found';
import { collect } from '@tenantry/shared/aws/pages';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantTags } from '@tenantry/shared/domain/names';
import { resource } from '@tenantry/shared/saga/resource';
import { ALIVE } from '../certificate-refusal.ts';
import { CLOUDFRONT_REGION, inUseByCloudFront } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';

interface Found extends CertificateSummary {
  readonly Tags?: readonly Tag[] | undefined;
  /** Those of the tenant that failed or have expired. */
  readonly dead: readonly CertificateSummary[];
}

const acmOf = ({ tenant }: Scope): ACMClient => tenant(ACMClient, CLOUDFRONT_REGION);
const isDead = ({ Status }: CertificateSummary): boolean => !ALIVE.includes(Status);
const createdAt = ({ CreatedAt }: CertificateSummary): number => CreatedAt?.getTime() ?? 0;
const newestOf = (found: readonly CertificateSummary[]): CertificateSummary | undefined =>
  found.toSorted((a, b) => createdAt(a) - createdAt(b)).at(-1);

const find = async (scope: Scope, domain: string | undefined): Promise<readonly Found[]> => {
  const acm = acmOf(scope);
  const listed = await collect(paginateListCertificates({ client: acm }, {}), (page) => page.CertificateSummaryList);
  const found = await Promise.all(
    listed
      .filter(({ DomainName }) => domain === undefined || DomainName === domain)
      .map(async (one) => {
        const list = new ListTagsForCertificateCommand({ CertificateArn: one.CertificateArn });
        return { ...one, Tags: (await ifFound(() => acm.send(list), 'ResourceNotFoundException'))?.Tags };
      }),
  );
  const dead = found.filter((one) => hasTag(scope, one.Tags) && isDead(one));
  return found.map((one) => ({ ...one, dead }));
};

/** Requests the certificate and does not wait for it. */
export const certificate = resource(
  'certificate',
  {
    find: (scope: Scope, { domain }: { domain?: string }) => find(scope, domain),
    isOurs: (scope, { Tags }) => hasTag(scope, Tags),
    isDead,
    signs: (_needs, saved) => [({ CertificateArn }) => CertificateArn === saved.certificateArn],
    create: async (scope: Scope, { domain }: { domain: string }, _saved: object, dead: readonly Found[]) => {
      const request = new RequestCertificateCommand({
        DomainName: domain,
        ValidationMethod: 'DNS',
        // Answers the same certificate for an hour: what replaces a dead one has another token. 32 letters and digits at most.
        IdempotencyToken: `${scope.tenantId}${newestOf(dead)?.CertificateArn?.slice(-6) ?? ''}`,
        Tags: tenantTags(scope.deployment, scope.tenantId),
      });
      return { ...(await acmOf(scope).send(request)), dead };
    },
    differs: (_scope, _needs, { dead }) => dead.map(({ CertificateArn }) => `dead: ${CertificateArn}`),
    // What still serves stays until the off-boarding.
    repair: async (scope, _needs, { dead }) => {
      for (const { CertificateArn } of dead) {
        const remove = new DeleteCertificateCommand({ CertificateArn });
        await ifFound(() => acmOf(scope).send(remove), 'ResourceInUseException', 'ResourceNotFoundException');
      }
    },
    remove: (scope, { CertificateArn }) => acmOf(scope).send(new DeleteCertificateCommand({ CertificateArn })),
    gone: ['ResourceNotFoundException'],
    inUse: inUseByCloudFront('ResourceInUseException', 30),
    what: ({ CertificateArn }) => `${CertificateArn}`,
    out: (_scope, { CertificateArn }) => ({ certificateArn: idOf(CertificateArn, 'the certificate') }),
  },
  { creates: [{ type: 'AWS::CertificateManager::Certificate', id: 'certificateArn' }] },
);
