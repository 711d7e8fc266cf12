import type { RecordsErased } from '../admin.ts';
import type { DetailOf, Envelope } from '../event.ts';
import type { ErasureCertified } from '../offboard.ts';

export interface ErasureSamples {
  readonly RecordsErased: DetailOf<typeof RecordsErased>;
  readonly ErasureCertified: DetailOf<typeof ErasureCertified>;
}
interface SampleTenant {
  readonly tenantId: string;
  readonly accountId: string;
  readonly domain: string;
  readonly said: (stage: string, event: string) => Envelope;
}

/** What is said when nothing of a tenant's people is kept any more. For tests only. */
export const erasureSamples = ({ tenantId, accountId, domain, said }: SampleTenant): ErasureSamples => {
  const bucket = 's3://tenantry-dev-evidence-100000000002';
  const sha256 = 'e3b0c442'.repeat(8);
  return {
    RecordsErased: {
      ...said('admin', 'RecordsErased'),
      accountId,
      domain,
      offboardedAt: '2026-11-23T09:00:00.000Z',
      closing: { state: 'queued', at: '2026-12-23T09:00:00.000Z' },
      export: { location: `s3://tenantry-dev-exports-100000000002/${tenantId}/`, at: '2026-11-23T08:50:00.000Z' },
      evidence: { location: `${bucket}/${tenantId}.json`, sha256 },
      deadLetters: 0,
    },
    ErasureCertified: {
      ...said('offboard', 'ErasureCertified'),
      certificate: {
        location: `${bucket}/certificates/${tenantId}.json`,
        sha256,
        signature: `${bucket}/certificates/${tenantId}.json.sig`,
        page: `${bucket}/certificates/${tenantId}.html`,
        publicKey: `${bucket}/certificates/public-key.pem`,
      },
      completeOn: '2027-03-23',
    },
  };
};
