import { serviceName } from '@tenantry/shared/domain/names';

/** The key that signs certificates of erasure. */
export const certificateKeyAlias = (deployment: string): string => `alias/${serviceName(deployment, 'certificates')}`;
/** The queue of the certifying function, which is not the stage's. */
export const CERTIFY_QUEUE = 'offboard-certify';
