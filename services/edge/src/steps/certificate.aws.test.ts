import { ListCertificatesCommand, ListTagsForCertificateCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { expect, test } from '@jest/globals';
import { TENANT_TAG } from '@tenantry/shared/domain/names';
import { Wait } from '@tenantry/shared/failure/errors';
import { settled, stepContract } from '@tenantry/shared/testing/step-contract';
import type { Scope } from '../scope.ts';
import { writeRecord } from '../testing/built.ts';
import { tenant } from '../testing/tenant.ts';
import { certificate } from './certificate.ts';
import { certificateIssued } from './certificate-issued.ts';
import { validationRecord } from './validation-record.ts';

const certificates = async ({ acm, tenantId }: Scope): Promise<string[]> => {
  const { CertificateSummaryList = [] } = await acm.send(new ListCertificatesCommand({}));
  const ours: string[] = [];
  for (const { CertificateArn = '' } of CertificateSummaryList) {
    const { Tags = [] } = await acm.send(new ListTagsForCertificateCommand({ CertificateArn }));
    if (Tags.some(({ Key, Value }) => Key === TENANT_TAG && Value === tenantId)) ours.push(CertificateArn);
  }
  return ours;
};

stepContract({
  step: certificate,
  tenant: async () => {
    const { scope } = await tenant();
    return { scope, needs: { domain: scope.domain } };
  },
  list: certificates,
});

stepContract({
  step: validationRecord,
  tenant: async () => {
    const { scope } = await tenant();
    return { scope, needs: await certificate.ensure(scope, { domain: scope.domain }, {}) };
  },
  list: async () => [],
  owns: 0,
});

test('a certificate for the same domain without our tag is neither used nor deleted', async () => {
  const { scope, root } = await tenant();
  const foreign = await root.acm.send(new RequestCertificateCommand({ DomainName: scope.domain, ValidationMethod: 'DNS' }));
  const { certificateArn } = await certificate.ensure(scope, { domain: scope.domain }, {});
  expect(certificateArn).not.toBe(foreign.CertificateArn);
  await certificate.remove(scope, {}, {});
  const { CertificateSummaryList = [] } = await root.acm.send(new ListCertificatesCommand({}));
  expect(CertificateSummaryList.map(({ CertificateArn }) => CertificateArn)).toEqual([foreign.CertificateArn]);
});

test('the certificate is issued through its record only', async () => {
  const { scope } = await tenant();
  const requested = await certificate.ensure(scope, { domain: scope.domain }, {});
  const { validationRecord: record } = await settled(() => validationRecord.ensure(scope, requested, {}));
  expect(record.name.endsWith(`.${scope.domain}.`)).toBe(true);
  for (let looks = 0; looks < 20; looks++) await expect(certificateIssued.ensure(scope, requested, {})).rejects.toThrow(Wait);
  await writeRecord(record);
  expect(await settled(() => certificateIssued.ensure(scope, requested, {}))).toEqual({});
  await certificate.remove(scope, {}, {});
});

test('a certificate that failed is replaced by another, and removed: twice within the hour, too', async () => {
  const { scope } = await tenant();
  const { domain } = scope;
  const fault = {
    match: { service: 'acm', operation: 'RequestCertificate', contains: domain },
    effect: { kind: 'ends-failed', reason: 'DOMAIN_NOT_ALLOWED' },
    times: 2,
  };
  await fetch(`${process.env.AWS_ENDPOINT_URL}/_tenantry/faults`, { method: 'POST', body: JSON.stringify(fault) });
  const seen = new Set<string>();
  for (let request = 0; request < 3; request++) {
    const requested = await certificate.ensure(scope, { domain }, {});
    seen.add(requested.certificateArn);
    expect(await certificates(scope)).toEqual([requested.certificateArn]);
    const found = settled(() => validationRecord.ensure(scope, requested, {}));
    await (request < 2 ? expect(found).rejects.toThrow('DOMAIN_NOT_ALLOWED') : found);
  }
  expect(seen.size).toBe(3);
});
