import { DeleteCertificateCommand, type Filters, ListCertificatesCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { quotas } from '../quotas.ts';
import { configuration, type Edge, startEdge, withName } from '../testing/edge.ts';
import { errorOf } from '../testing/ruled-aws.ts';

type Customer = ReturnType<Edge['customer']>;

let edge: Edge;
beforeAll(async () => {
  edge = await startEdge();
});
afterAll(() => edge.stop());

describe('a certificate', () => {
  test('shows its validation record after 20 seconds, and is pending until the record exists', async () => {
    const one = edge.customer();
    const arn = await one.certificate();
    const first = await one.describeCertificate(arn);
    expect(first.Status).toBe('PENDING_VALIDATION');
    expect(first.DomainValidationOptions![0]!.ResourceRecord).toBeUndefined();
    edge.advance(2_000);
    const later = await one.describeCertificate(arn);
    expect(later.Status).toBe('PENDING_VALIDATION');
    expect(later.DomainValidationOptions![0]).toMatchObject({ ValidationStatus: 'PENDING_VALIDATION', ResourceRecord: { Type: 'CNAME' } });
  });

  test('is issued five minutes after its record is in sync, not earlier', async () => {
    const one = edge.customer();
    const arn = await one.certificate();
    edge.advance(21);
    const { Name, Value } = (await one.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!;
    await edge.write(Name!, Value!);
    edge.advance(340);
    expect((await one.describeCertificate(arn)).Status).toBe('PENDING_VALIDATION');
    edge.advance(6);
    expect(await one.describeCertificate(arn)).toMatchObject({
      Status: 'ISSUED',
      DomainValidationOptions: [{ ValidationStatus: 'SUCCESS' }],
    });
  });

  test('is not issued by a record with another value', async () => {
    const one = edge.customer();
    const arn = await one.certificate();
    edge.advance(21);
    await edge.write((await one.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!.Name!, 'other.acm-validations.aws.');
    edge.advance(1_000);
    expect((await one.describeCertificate(arn)).Status).toBe('PENDING_VALIDATION');
  });

  test('has a record of its own for every domain and account', async () => {
    const [one, two] = [edge.customer(), edge.customer()];
    const record = async (by: Customer, domain: string) => {
      const arn = await by.certificate(domain);
      edge.advance(21);
      return (await by.describeCertificate(arn)).DomainValidationOptions![0]!.ResourceRecord!.Name!;
    };
    const names = [await record(one, one.domain), await record(two, one.domain), await record(two, two.domain)];
    expect(new Set(names).size).toBe(3);
    expect(await record(one, one.domain)).toBe(names[0]);
  });

  test('times out after 72 hours', async () => {
    const one = edge.customer();
    const arn = await one.certificate();
    edge.advance(72 * 3_600 + 1);
    expect((await one.describeCertificate(arn)).Status).toBe('VALIDATION_TIMED_OUT');
  });

  test('is the same for the same token within an hour', async () => {
    const one = edge.customer();
    const arn = await one.certificate(one.domain, 'token');
    expect(await one.certificate(one.domain, 'token')).toBe(arn);
    edge.advance(3_601);
    expect(await one.certificate(one.domain, 'token')).not.toBe(arn);
  });

  test('has a first name of at most 64 octets', async () => {
    expect(await errorOf(edge.customer().certificate(`${'a'.repeat(52)}.app.localhost`))).toBe('InvalidParameterException');
  });

  test.each(['es--clinic', 'xn--example'])('is not issued for a label like %s', async (label) => {
    const one = edge.customer();
    const arn = await one.certificate(`${label}.${one.domain}`);
    edge.advance(21);
    expect(await one.describeCertificate(arn)).toMatchObject({ Status: 'FAILED', FailureReason: 'INVALID_PUBLIC_DOMAIN' });
  });

  test.each(['xn--fsq', 'abc--clinic', 'a-clinic'])('may be issued for a label like %s', async (label) => {
    const one = edge.customer();
    const arn = await one.certificate(`${label}.${one.domain}`);
    edge.advance(21);
    expect((await one.describeCertificate(arn)).Status).toBe('PENDING_VALIDATION');
  });

  test('ends FAILED for the reason that a fault gives: at once, or for its CAA records after its validation', async () => {
    const one = edge.customer();
    const failing = async (reason: string) => {
      const effect = { kind: 'ends-failed', reason } as const;
      edge.local.faults.add({ match: { operation: 'RequestCertificate', account: one.accountId }, effect });
      return one.certificate();
    };
    const look = async (arn: string) => {
      const { Status, FailureReason, DomainValidationOptions } = await one.describeCertificate(arn);
      return [Status, FailureReason, DomainValidationOptions![0]!.ValidationStatus];
    };
    const denied = await failing('ADDITIONAL_VERIFICATION_REQUIRED');
    const caa = await failing('CAA_ERROR');
    edge.advance(21);
    expect(await look(denied)).toEqual(['FAILED', 'ADDITIONAL_VERIFICATION_REQUIRED', 'FAILED']);
    expect(await look(caa)).toEqual(['PENDING_VALIDATION', undefined, 'PENDING_VALIDATION']);
    const record = await one.validationRecord(caa);
    await edge.write(record!.Name!, record!.Value!);
    edge.advance(346);
    expect(await look(caa)).toEqual(['FAILED', 'CAA_ERROR', 'FAILED']);
    expect(await errorOf(one.distribution(configuration('r', withName(one.domain, caa))))).toBe('InvalidViewerCertificate');
  });

  test('counts for a year, also when it is deleted', async () => {
    const one = edge.customer();
    const limit = quotas(edge.local.context);
    limit.certificatesPerYear = 1;
    const arn = await one.certificate();
    await one.acm.send(new DeleteCertificateCommand({ CertificateArn: arn }));
    const again = () => errorOf(one.certificate());
    expect(await again()).toBe('LimitExceededException');
    edge.advance(365 * 86_400 + 1);
    expect(await again()).toBe('none');
    limit.certificatesPerYear = 5_000;
  });

  test('is listed by its status', async () => {
    const one = edge.customer();
    await one.certificate();
    const count = async (status: 'ISSUED' | 'PENDING_VALIDATION') =>
      (await one.acm.send(new ListCertificatesCommand({ CertificateStatuses: [status] }))).CertificateSummaryList!.length;
    expect([await count('ISSUED'), await count('PENDING_VALIDATION')]).toEqual([0, 1]);
  });

  test('with another key than a short one of RSA is listed to who asks for that', async () => {
    const { acm } = edge.customer();
    const { CertificateArn } = await acm.send(
      new RequestCertificateCommand({ DomainName: 'ec.example.org', ValidationMethod: 'DNS', KeyAlgorithm: 'EC_prime256v1' }),
    );
    const listed = async (Includes?: Filters) =>
      ((await acm.send(new ListCertificatesCommand({ Includes }))).CertificateSummaryList ?? []).map((one) => one.CertificateArn);
    expect(await listed()).toEqual([]);
    expect(await listed({ keyTypes: ['RSA_2048', 'EC_prime256v1'] })).toEqual([CertificateArn]);
  });

  test('in use by a distribution is not deleted', async () => {
    const one = edge.customer();
    const CertificateArn = await one.issued();
    const { Distribution } = await one.distribution(configuration('r', withName(one.domain, CertificateArn)));
    expect((await one.describeCertificate(CertificateArn)).InUseBy).toEqual([Distribution!.ARN]);
    expect(await errorOf(one.acm.send(new DeleteCertificateCommand({ CertificateArn })))).toBe('ResourceInUseException');
  });
});
