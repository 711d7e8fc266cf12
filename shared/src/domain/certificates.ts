import { serviceName } from './names.ts';

/** A bucket of the super-admin account, kept long after the tenant is gone. */
export const evidenceBucketName = (deployment: string, superAdminAccountId: string): string =>
  serviceName(deployment, `evidence-${superAdminAccountId}`);

/** Certificates of erasure in the evidence bucket, and the key that verifies them. */
export const CERTIFICATES = 'certificates/';
export const PUBLIC_KEY_FILE = `${CERTIFICATES}public-key.pem`;

/** The signed file, its signature, and the same to read and to print. */
export type CertificateFile = 'json' | 'json.sig' | 'html';
export const certificateKey = (tenantId: string, file: CertificateFile): string => `${CERTIFICATES}${tenantId}.${file}`;
