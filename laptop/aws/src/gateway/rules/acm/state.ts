import { createHash } from 'node:crypto';
import { reached, states } from '../../../states.ts';
import type { GatewayContext } from '../../types.ts';
import { resolvesSince } from '../route53/resolution.ts';

/** What the gateway remembers of a certificate that was requested through it. */
export interface Certificate {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly names: readonly string[];
  readonly requestedAt: number;
  /** Absent where the request named none: RSA_2048. */
  readonly keyAlgorithm?: string;
  readonly token?: string;
  /** Why it ends FAILED. */
  readonly failureReason?: string;
  /** Milliseconds: once issued, always issued. */
  issuedAt?: number;
}

export const certificates = (context: GatewayContext): Record<string, Certificate> => context.state('acm.certificates', () => ({}));

export interface ValidationRecord {
  readonly Name: string;
  readonly Type: 'CNAME';
  readonly Value: string;
}

const apex = (name: string): string => name.replace(/^\*\./, '').toLowerCase();

/** The record that proves a name: the same for every certificate of an account, and for a wildcard and its apex. */
export const validationRecord = (accountId: string, name: string): ValidationRecord => {
  const digest = createHash('sha256')
    .update(`${accountId}/${apex(name)}`)
    .digest('hex');
  return { Name: `_${digest.slice(0, 32)}.${apex(name)}.`, Type: 'CNAME', Value: `_${digest.slice(32)}.jkddzztszm.acm-validations.aws.` };
};

export const recordIsVisible = ({ clock }: GatewayContext, { requestedAt }: Certificate): boolean =>
  reached(clock, requestedAt, states.certificateRecord);

export type CertificateStatus = 'PENDING_VALIDATION' | 'ISSUED' | 'VALIDATION_TIMED_OUT' | 'FAILED';

/** Looked at only when the names are proven (ACM User Guide, "Certification Authority Authorization (CAA) problems"); what else fails, fails at once. */
const AFTER_VALIDATION = 'CAA_ERROR';

/** Issued five minutes after the last of its records resolves, within 72 hours. */
export const certificateStatus = async (context: GatewayContext, certificate: Certificate): Promise<CertificateStatus> => {
  if (certificate.issuedAt !== undefined) return 'ISSUED';
  const { failureReason } = certificate;
  if (failureReason !== undefined && failureReason !== AFTER_VALIDATION)
    return recordIsVisible(context, certificate) ? 'FAILED' : 'PENDING_VALIDATION';
  if (reached(context.clock, certificate.requestedAt, states.certificateTimedOut)) return 'VALIDATION_TIMED_OUT';
  const records = new Map(certificate.names.map((name) => [apex(name), validationRecord(certificate.accountId, name)]));
  const since: number[] = [certificate.requestedAt];
  for (const { Name, Value } of records.values()) {
    const resolves = await resolvesSince(context, Name, Value);
    if (resolves === undefined) return 'PENDING_VALIDATION';
    since.push(resolves);
  }
  const validatedFrom = Math.max(...since);
  if (!reached(context.clock, validatedFrom, states.certificateIssued)) return 'PENDING_VALIDATION';
  if (failureReason !== undefined) return 'FAILED';
  certificate.issuedAt = validatedFrom + context.clock.after(states.certificateIssued.awsSeconds);
  return 'ISSUED';
};

/** Whether a certificate's names cover a host: exactly, or by a wildcard for one label. */
export const covers = (names: readonly string[], host: string): boolean =>
  names.some(
    (name) => name.toLowerCase() === host.toLowerCase() || name.toLowerCase() === `*.${host.toLowerCase().split('.').slice(1).join('.')}`,
  );
