import { describe, expect, test } from '@jest/globals';
import { type Config, configOf } from '@tenantry/shared/deployment/config';
import { everyTemplate } from './every-template.ts';

const config = configOf('example');
const withDns = (dns: Partial<Config['dns']>) => everyTemplate('prod', { ...config, dns: { ...config.dns, ...dns } });
const records = (dns: Partial<Config['dns']>): readonly string[] => {
  const sets = Object.values(withDns(dns).production.Resources).filter(({ Type }) => Type === 'AWS::Route53::RecordSet');
  return sets.flatMap(({ Properties }) => {
    const { Name, Type, ResourceRecords } = Properties as {
      readonly Name: string;
      readonly Type: string;
      readonly ResourceRecords: string[];
    };
    return ResourceRecords.map((value) => `${Name} ${Type} ${value}`);
  });
};
const root = config.rootDomain;

describe('the public zone says', () => {
  test("that ACM's authority may issue, that nobody may issue for a wildcard, and that no mail of the root domain is genuine", () => {
    expect(records({})).toEqual([
      `${root} CAA 0 issue "amazon.com"`,
      `${root} CAA 0 issuewild ";"`,
      `${root} TXT "v=spf1 -all"`,
      `_dmarc.${root} TXT "v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s"`,
    ]);
  });

  test('nothing of mail where the root domain has mail of its own, and nothing of authorities where none is named', () => {
    expect(records({ mail: 'own' }).join()).not.toMatch(/spf|dmarc/i);
    expect(records({ certificateAuthorities: [] }).join()).not.toContain('CAA');
    expect(records({ mail: 'own', certificateAuthorities: [] })).toEqual([]);
  });
});

test('a signature of the zone is a switch: with it a key that only Route 53 signs with, for this zone', () => {
  expect(withDns({ dnssec: false })).not.toHaveProperty('dnssec');
  const { Key, SigningKey, Signing } = withDns({ dnssec: true }).dnssec?.Resources ?? {};
  expect(Key?.Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
  expect(JSON.stringify(Key?.Properties?.KeyPolicy)).toContain('"aws:SourceArn":"arn:aws:route53:::hostedzone/');
  expect([SigningKey?.Properties?.Status, Signing?.DependsOn]).toEqual(['ACTIVE', 'SigningKey']);
});
