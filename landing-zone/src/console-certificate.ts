import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ACMClient,
  type CertificateDetail,
  DescribeCertificateCommand,
  paginateListCertificates,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { STAGE_TAG } from '@tenantry/shared/names';
import type { CnameRecord } from './console.ts';

const FIRST_POLL = 200;
const LAST_POLL = 5_000;
/** Milliseconds. ACM looks for a record within minutes, seldom within an hour (ACM User Guide, "DNS validation"). */
const PATIENCE = 60 * 60_000;

/**
 * Finds or requests the certificate. Not by a template: CloudFormation waits for the validation in the very call that would tell
 * the record, which another account's zone needs first.
 * @returns its ARN, and the record that proves the domain
 */
export const ensureCertificate = async (
  acm: ACMClient,
  domain: string,
  stage: string,
): Promise<{ readonly certificateArn: string; readonly record: CnameRecord }> => {
  const certificateArn = (await find(acm, domain)) ?? (await request(acm, domain, stage));
  // The record appears some seconds after the request.
  const { DomainValidationOptions = [] } = await polled(acm, certificateArn, (certificate) =>
    certificate.DomainValidationOptions?.some(({ ResourceRecord }) => ResourceRecord),
  );
  const { Name = '', Value = '' } = DomainValidationOptions[0]?.ResourceRecord ?? {};
  return { certificateArn, record: { name: Name, value: Value } };
};

/** @throws Error when ACM gives up, or an hour has passed */
export const certificateIssued = async (acm: ACMClient, certificateArn: string): Promise<void> => {
  await polled(acm, certificateArn, ({ Status }) => Status === 'ISSUED');
};

const find = async (acm: ACMClient, domain: string): Promise<string | undefined> => {
  const pages = paginateListCertificates({ client: acm }, { CertificateStatuses: ['ISSUED', 'PENDING_VALIDATION'] });
  const found = [];
  for await (const { CertificateSummaryList = [] } of pages)
    found.push(...CertificateSummaryList.filter((one) => one.DomainName === domain));
  return (found.find(({ Status }) => Status === 'ISSUED') ?? found[0])?.CertificateArn;
};

const request = async (acm: ACMClient, DomainName: string, stage: string): Promise<string> => {
  const IdempotencyToken = createHash('sha256').update(DomainName).digest('hex').slice(0, 32);
  const Tags = [{ Key: STAGE_TAG, Value: stage }];
  const { CertificateArn } = await acm.send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS', IdempotencyToken, Tags }));
  if (!CertificateArn) throw new Error(`ACM RequestCertificate for ${DomainName} gave no ARN`);
  return CertificateArn;
};

const polled = async (
  acm: ACMClient,
  CertificateArn: string,
  isReached: (certificate: CertificateDetail) => boolean | undefined,
): Promise<CertificateDetail> => {
  const deadline = Date.now() + PATIENCE;
  for (let pause = FIRST_POLL; ; pause = Math.min(LAST_POLL, pause * 1.5)) {
    const { Certificate } = await acm.send(new DescribeCertificateCommand({ CertificateArn }));
    if (Certificate && isReached(Certificate)) return Certificate;
    const { Status, FailureReason } = Certificate ?? {};
    const isLost = Status === 'FAILED' || Status === 'VALIDATION_TIMED_OUT';
    if (isLost || Date.now() > deadline) {
      throw new Error(
        `the certificate ${CertificateArn} is ${Status} (${FailureReason ?? 'no reason given'}): see that the production account's zone is delegated, delete the certificate, and deploy again`,
      );
    }
    await sleep(pause);
  }
};
