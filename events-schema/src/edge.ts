import { z } from 'zod';
import { defineEvent } from './event.ts';
import { accountId, arn, dnsRecord, domain, profile, webUrl } from './fields.ts';

const source = 'tenantry.edge';

export const OriginReady = defineEvent(
  source,
  'OriginReady',
  'Bucket and empty HTTP API exist: the pipeline may deliver before the CDN is up.',
  {
    ...profile,
    accountId,
    roles: z.object({ pipeline: arn, deploy: arn }),
    bucketName: z.string(),
    apiId: z.string(),
    apiEndpoint: webUrl,
  },
);

export const CertificateRequested = defineEvent(source, 'CertificateRequested', 'ACM waits for this record in the public zone.', {
  domain,
  certificateArn: arn,
  validationRecord: dnsRecord,
});

export const EdgeReady = defineEvent(source, 'EdgeReady', 'Certificate, firewall, CDN and mail identity are in place.', {
  domain,
  accountId,
  certificateArn: arn,
  webAclArn: arn,
  distributionId: z.string(),
  distributionDomainName: z.string(),
  mailIdentity: z.string(),
  dkimRecords: z.array(dnsRecord),
});

export const EdgeRemoved = defineEvent(source, 'EdgeRemoved', 'CDN, firewall, certificate, bucket, API and mail identity are gone.', {});
