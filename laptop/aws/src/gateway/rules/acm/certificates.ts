import { reached, states } from '../../../states.ts';
import { AwsError, jsonResult } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { distributionsOf } from '../cloudfront/state.ts';
import { jsonOutput, rewriteJson, text } from '../json-answer.ts';
import { textAt } from '../xml-path.ts';
import { isUncertifiable } from './requests.ts';
import { certificateStatus, certificates, recordIsVisible, validationRecord } from './state.ts';

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

const usersOf = async (context: GatewayContext, accountId: string, arn: string): Promise<string[]> =>
  (await distributionsOf(context, accountId))
    .filter((distribution) => textAt(distribution, 'ViewerCertificate.ACMCertificateArn') === arn)
    .map((distribution) => textAt(distribution, 'ARN'));

/** What ACM lists where no key types are named (API reference, Filters). */
const LISTED: readonly string[] = ['RSA_1024', 'RSA_2048'];

export const acmRules: readonly Rule[] = [
  {
    name: 'certificate-name',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html (RFC 5280: 64 octets)',
    service: 'acm',
    operations: ['RequestCertificate'],
    before: (call) => {
      const name = text(call.params.DomainName);
      if (Buffer.byteLength(name) <= 64) return undefined;
      throw new AwsError('InvalidParameterException', `The first domain name can be no longer than 64 characters: ${name}`);
    },
  },
  {
    name: 'certificate-token',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html',
    service: 'acm',
    operations: ['RequestCertificate'],
    before: async (call, context) => {
      const token = text(call.params.IdempotencyToken);
      const names = [...new Set([text(call.params.DomainName), ...texts(call.params.SubjectAlternativeNames)])];
      const known = Object.values(certificates(context)).find(
        (one) =>
          token !== '' &&
          one.token === token &&
          one.accountId === call.caller.accountId &&
          one.region === call.region &&
          one.names.join() === names.join() &&
          !reached(context.clock, one.requestedAt, states.certificateToken),
      );
      if (!known) return undefined;
      await context.authorize(call, 'acm:RequestCertificate', '*');
      return jsonResult({ CertificateArn: known.arn });
    },
  },
  {
    name: 'certificate-pending',
    source:
      'https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html; https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html (names that are no Punycode; how a request for one fails is not published)',
    service: 'acm',
    operations: ['RequestCertificate'],
    after: (call, result, context) => {
      if (result.status >= 300) return result;
      const arn = text(jsonOutput(result).CertificateArn);
      const token = text(call.params.IdempotencyToken);
      const keyAlgorithm = text(call.params.KeyAlgorithm);
      const failureReason = call.endsFailed ?? (isUncertifiable(text(call.params.DomainName)) ? 'INVALID_PUBLIC_DOMAIN' : undefined);
      certificates(context)[arn] ??= {
        arn,
        accountId: call.caller.accountId,
        region: call.region,
        names: [...new Set([text(call.params.DomainName), ...texts(call.params.SubjectAlternativeNames)])],
        requestedAt: context.clock.now(),
        ...(keyAlgorithm === '' ? {} : { keyAlgorithm }),
        ...(token === '' ? {} : { token }),
        ...(failureReason === undefined ? {} : { failureReason }),
      };
      return result;
    },
  },
  {
    name: 'certificate-validation',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html',
    service: 'acm',
    operations: ['DescribeCertificate'],
    after: async (call, result, context) => {
      const certificate = certificates(context)[text(call.params.CertificateArn)];
      if (result.status >= 300) return result;
      const InUseBy = await usersOf(context, call.caller.accountId, text(call.params.CertificateArn));
      if (!certificate) return rewriteJson(result, (output) => ({ Certificate: { ...(output.Certificate as object), InUseBy } }));
      // Read before the status: an answer whose record came in between would show one of a certificate that has failed by then.
      const hasRecord = recordIsVisible(context, certificate);
      const status = await certificateStatus(context, certificate);
      const issued = status === 'ISSUED';
      const validation = issued ? 'SUCCESS' : status === 'PENDING_VALIDATION' ? status : 'FAILED';
      const reason = status === 'FAILED' ? { FailureReason: certificate.failureReason } : {};
      return rewriteJson(result, (output) => {
        const { IssuedAt: _issuedAt, NotBefore, NotAfter, ...rest } = output.Certificate as Record<string, unknown>;
        const options = certificate.names.map((name) => ({
          DomainName: name,
          ValidationDomain: name,
          ValidationMethod: 'DNS',
          ValidationStatus: validation,
          ...(hasRecord ? { ResourceRecord: validationRecord(certificate.accountId, name) } : {}),
        }));
        const dates = issued ? { IssuedAt: (certificate.issuedAt ?? 0) / 1000, NotBefore, NotAfter } : {};
        return { Certificate: { ...rest, ...dates, ...reason, InUseBy, Status: status, DomainValidationOptions: options } };
      });
    },
  },
  {
    name: 'certificate-list',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html',
    service: 'acm',
    operations: ['ListCertificates'],
    // The emulator takes every certificate for issued, so the gateway lists all and filters itself.
    before: async (call, context) => {
      await context.authorize(call, 'acm:ListCertificates', '*');
      const { accountId } = call.caller;
      const { output } = await context.emulator({
        accountId,
        region: call.region,
        service: 'acm',
        operation: 'ListCertificates',
        input: {},
      });
      const wanted = texts(call.params.CertificateStatuses);
      const { keyTypes } = (call.params.Includes ?? {}) as { readonly keyTypes?: readonly string[] };
      const found: Record<string, unknown>[] = [];
      for (const summary of (output.CertificateSummaryList ?? []) as Record<string, unknown>[]) {
        const certificate = certificates(context)[text(summary.CertificateArn)];
        const Status = certificate ? await certificateStatus(context, certificate) : text(summary.Status);
        if (wanted.length > 0 && !wanted.includes(Status)) continue;
        if (!(keyTypes ?? LISTED).includes(certificate?.keyAlgorithm ?? 'RSA_2048')) continue;
        const CreatedAt = certificate ? { CreatedAt: certificate.requestedAt / 1000 } : {};
        found.push({ ...summary, ...CreatedAt, Status, SubjectAlternativeNameSummaries: certificate?.names ?? [text(summary.DomainName)] });
      }
      return jsonResult({ CertificateSummaryList: found });
    },
  },
  {
    name: 'certificate-in-use',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html',
    service: 'acm',
    operations: ['DeleteCertificate'],
    before: async (call, context) => {
      const arn = text(call.params.CertificateArn);
      if ((await usersOf(context, call.caller.accountId, arn)).length === 0) return undefined;
      throw new AwsError('ResourceInUseException', `Certificate ${arn} in account ${call.caller.accountId} is in use.`);
    },
    after: (call, result, context) => {
      if (result.status < 300) delete certificates(context)[text(call.params.CertificateArn)];
      return result;
    },
  },
];
