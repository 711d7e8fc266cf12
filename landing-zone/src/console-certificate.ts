import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ACMClient,
  type CertificateDetail,
  DescribeCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { DEPLOYMENT_TAG } from '@tenantry/shared/domain/names';
import type { CnameRecord } from './console.ts';

const FIRST_POLL = 200;
const LAST_POLL = 5_000;
/** Milliseconds. The record is there "several seconds" after the request (ACM API reference, RequestCertificate). */
const PATIENCE = 120_000;

export interface ConsoleCertificate {
  readonly certificateArn: string;
  /** What proves the domain. */
  readonly record: CnameRecord;
  /** ACM issues it minutes after the record resolves: not before the root domain is delegated to our zone. */
  readonly isIssued: boolean;
}

/**
 * Finds or requests the certificate. Not by a template: CloudFormation blocks until the certificate is validated, which needs a record
 * in another account's zone that only the result names.
 * @throws Error when ACM has failed it
 */
export const ensureCertificate = async (acm: ACMClient, domain: string, deployment: string): Promise<ConsoleCertificate> => {
  const certificateArn = (await find(acm, domain)) ?? (await request(acm, domain, deployment));
  return described(acm, certificateArn);
};

/** The certificate, when it has been requested. @throws Error when ACM has failed it */
export const findCertificate = async (acm: ACMClient, domain: string): Promise<ConsoleCertificate | undefined> => {
  const certificateArn = await find(acm, domain);
  return certificateArn === undefined ? undefined : described(acm, certificateArn);
};

const described = async (acm: ACMClient, certificateArn: string): Promise<ConsoleCertificate> => {
  const { DomainValidationOptions = [], Status } = await withRecord(acm, certificateArn);
  const { Name = '', Value = '' } = DomainValidationOptions[0]?.ResourceRecord ?? {};
  return { certificateArn, record: { name: Name, value: Value }, isIssued: Status === 'ISSUED' };
};

const find = async (acm: ACMClient, domain: string): Promise<string | undefined> => {
  const pages = paginateListCertificates({ client: acm }, { CertificateStatuses: ['ISSUED', 'PENDING_VALIDATION'] });
  const found = [];
  for await (const { CertificateSummaryList = [] } of pages)
    found.push(...CertificateSummaryList.filter((one) => one.DomainName === domain));
  return (found.find(({ Status }) => Status === 'ISSUED') ?? found[0])?.CertificateArn;
};

const request = async (acm: ACMClient, DomainName: string, deployment: string): Promise<string> => {
  const IdempotencyToken = createHash('sha256').update(DomainName).digest('hex').slice(0, 32);
  const Tags = [{ Key: DEPLOYMENT_TAG, Value: deployment }];
  const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', IdempotencyToken, Tags }));
  if (!CertificateArn) throw new Error(`ACM RequestCertificate for ${DomainName} gave no ARN`);
  return CertificateArn;
};

const withRecord = async (acm: ACMClient, CertificateArn: string): Promise<CertificateDetail> => {
  const deadline = Date.now() + PATIENCE;
  for (let pause = FIRST_POLL; ; pause = Math.min(LAST_POLL, pause * 1.5)) {
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
    if (Certificate?.DomainValidationOptions?.some(({ ResourceRecord }) => ResourceRecord)) return Certificate;
    const { Status, FailureReason } = Certificate ?? {};
    if (Status === 'FAILED' || Date.now() > deadline) {
      throw new Error(`the certificate ${CertificateArn} is ${Status} (${FailureReason ?? 'no reason given'}): delete it and deploy again`);
    }
    await sleep(pause);
  }
};
