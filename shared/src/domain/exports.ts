import { serviceName } from './names.ts';

/** A bucket of the super-admin account that keeps tenants' data for a while after they are gone. */
export const exportBucketName = (deployment: string, superAdminAccountId: string): string =>
  serviceName(deployment, `exports-${superAdminAccountId}`);
/** Of the bucket's key, which is separate: listing the bucket is not yet reading what a hospital knows of its patients. */
export const exportKeyAlias = (deployment: string): string => `alias/${serviceName(deployment, 'exports')}`;

/** Each tenant's files lie below its id; these two say which. */
export const EXPORT_MANIFEST = 'manifest.json';
export const EXPORT_CHECKSUMS = 'SHA256SUMS';
export const exportKey = (tenantId: string, file: string): string => `${tenantId}/${file}`;
