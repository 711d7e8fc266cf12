import type { CertificateDetail } from '@aws-sdk/client-acm';
import { StalledError } from '@tenantry/shared/failure/errors';

const AGAIN = 'then retry the stage: it requests another certificate (docs/runbook.md#certificate-not-issued).';

/** What a person can do about a reason for which ACM issues no certificate (ACM API reference, CertificateDetail, FailureReason). */
export const ADVICE: Readonly<Record<string, string>> = {
  CAA_ERROR: `Let amazon.com issue in the CAA records of the root domain (0 issue "amazon.com"), or remove them, ${AGAIN}`,
  ADDITIONAL_VERIFICATION_REQUIRED: `ACM wants to know more about the root domain: open a support case from the tenant's account with the name of the certificate, ${AGAIN}`,
  DOMAIN_NOT_ALLOWED: `VirusTotal calls the domain unsafe: have it checked and cleared there, ${AGAIN}`,
  INVALID_PUBLIC_DOMAIN: `ACM takes the root domain for none of the public DNS: see whether its top-level domain exists, ${AGAIN}`,
  VALIDATION_TIMED_OUT: `ACM did not find the validation record in 72 hours: see whether the world resolves it, ${AGAIN}`,
};
const OTHERWISE = `Remove the cause (CAA records of the root domain, the validation record), ${AGAIN}`;

/** The statuses from which a certificate still becomes issued, or is (ACM User Guide, "Certificate status"). */
export const ALIVE: readonly (string | undefined)[] = ['PENDING_VALIDATION', 'ISSUED'];

/** @throws StalledError when ACM will never issue this certificate */
export const requireAlive = ({ CertificateArn, Status, FailureReason }: CertificateDetail): void => {
  if (ALIVE.includes(Status)) return;
  const reason = FailureReason ?? Status ?? '';
  throw new StalledError(`${CertificateArn} is ${Status}: ${FailureReason ?? 'ACM gives no reason'}`, {
    code: FailureReason ?? 'CertificateNotIssued',
    advice: ADVICE[reason] ?? OTHERWISE,
  });
};
