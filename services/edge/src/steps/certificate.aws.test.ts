import {
  ACMClient,
  DescribeCertificateCommand,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { expect, test } from '@jest/globals';
import { hasTag } from '@tenantry/shared/aws/tags';
import { tenantTags } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { eventually } from '@tenantry/shared/testing/eventually';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import { contractCatches } from '@tenantry/shared/testing/step-mutants';
import { CLOUDFRONT_REGION } from '../cloudfront.ts';
import type { Scope } from '../scope.ts';
import { writeRecord } from '../testing/built.ts';
import { tenant } from '../testing/tenant.ts';
import { certificate } from './certificate.ts';
import { certificateIssued } from './certificate-issued.ts';
import { validationRecord } from './validation-record.ts';

const acmOf = ({ tenant }: Scope): ACMClient => tenant(ACMClient, CLOUDFRONT_REGION);
const all = async (root: Scope): Promise<string[]> => {
  const { CertificateSummaryList = [] } = await acmOf(root).send(new ListCertificatesCommand({}));
  return CertificateSummaryList.map(({ CertificateArn = '' }) => CertificateArn);
};
const certificates = async (root: Scope): Promise<string[]> => {
  const found: string[] = [];
  for (const CertificateArn of await all(root)) {
    const { Tags } = await acmOf(root).send(new ListTagsForCertificateCommand({ CertificateArn }));
    if (hasTag(root, Tags)) found.push(CertificateArn);
  }
  return found;
};
const requested = async () => {
  const one = await tenant();
  return { ...one, needs: await certificate.ensure(one.scope, one.needs, {}) };
};
/** The next certificates of a domain that are requested will never be issued. */
const failNext = async (domain: string, times: number): Promise<void> => {
  const fault = {
    match: { service: 'acm', operation: 'RequestCertificate', contains: domain },
    effect: { kind: 'ends-failed', reason: 'DOMAIN_NOT_ALLOWED' },
    times,
  };
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_laptop/faults`, { method: 'POST', body: JSON.stringify(fault) });
};

const contract = stepContract({
  step: certificate,
  tenant,
  list: certificates,
  foreign: async (root, { domain: DomainName }) => {
    const { CertificateArn: id = '' } = await acmOf(root).send(new RequestCertificateCommand({ DomainName, ValidationMethod: 'DNS' }));
    return { id, isUntouched: async () => (await all(root)).includes(id) };
  },
  drift: async (root, { domain }) => {
    await failNext(domain, 1);
    const { tenantId, deployment } = root;
    const request = { DomainName: domain, ValidationMethod: 'DNS' as const, Tags: tenantTags(deployment, tenantId) };
    const { CertificateArn } = await acmOf(root).send(new RequestCertificateCommand(request));
    await eventually('a certificate beside it that failed', async () => {
      const { Certificate } = await acmOf(root).send(new DescribeCertificateCommand({ CertificateArn }));
      return Certificate?.Status === 'FAILED' || undefined;
    });
  },
  isSound: async (root) => (await certificates(root)).length === 1,
});
contractCatches(contract, { 'builds on what is dead': 'see the test of a certificate that failed' });

stepContract({ step: validationRecord, tenant: requested, list: async () => [], owns: 0 });

stepContract({
  step: certificateIssued,
  keepsAfterRemove: true,
  tenant: async () => {
    const { scope, root, needs } = await requested();
    await writeRecord((await settled(() => validationRecord.ensure(scope, needs, {}))).validationRecord);
    return { scope, root, needs };
  },
  list: certificates,
});

test('the certificate is issued through its record only', async () => {
  const { scope, needs: account } = await tenant();
  const needs = await certificate.ensure(scope, account, {});
  const { validationRecord: record } = await settled(() => validationRecord.ensure(scope, needs, {}));
  expect(record.name.endsWith(`.${account.domain}.`)).toBe(true);
  for (let looks = 0; looks < 20; looks++) await expect(certificateIssued.ensure(scope, needs, {})).rejects.toThrow(Wait);
  await writeRecord(record);
  expect(await settled(() => certificateIssued.ensure(scope, needs, {}))).toEqual({});
  await certificate.remove(scope, account, {});
});

test('a certificate that failed is replaced by another, and removed: twice within the hour, too', async () => {
  const { scope, root, needs } = await tenant();
  await failNext(needs.domain, 2);
  const seen = new Set<string>();
  for (let request = 0; request < 3; request++) {
    const out = await certificate.ensure(scope, needs, {});
    seen.add(out.certificateArn);
    expect(await certificates(root)).toEqual([out.certificateArn]);
    const found = settled(() => validationRecord.ensure(scope, out, {}));
    await (request < 2 ? expect(found).rejects.toThrow('DOMAIN_NOT_ALLOWED') : found);
  }
  expect(seen.size).toBe(3);
});
