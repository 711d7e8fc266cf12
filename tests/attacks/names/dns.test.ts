import { expect } from '@jest/globals';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import fc from 'fast-check';
import { addressOf } from '../../../services/admin/src/api/tenants/tenant-request.ts';
import { labelOf, requireAllowed } from '../../../services/dns/src/allowed.ts';
import { configOf } from '../../../shared/src/deployment/config.ts';
import { attack } from '../attack.ts';

const labels = { rootDomain: 'app.example.com', reserved: reservedLabels({ reservedSlugs: ['partner'] }) };
const domain = 'st-mary.app.example.com';
const cname = (name: string, value: string) => ({ name, type: 'CNAME' as const, value });
const validation = cname(`_0a1b.${domain}.`, '_2c3d.jkddzztszm.acm-validations.aws.');
const dkim = (zone: string) => cname(`token1._domainkey.${domain}`, `token1.${zone}`);

attack('domain-outside-the-root', "an event names a domain that is not directly below the root domain, or is no tenant's label", () => {
  expect(labelOf(labels, domain)).toBe('st-mary');
  const wrong = ['app.example.com', 'example.com', `a.${domain}`, 'st-mary.evil.com', 'st-maryapp.example.com', '*.app.example.com'];
  for (const one of [...wrong, `_dmarc.${labels.rootDomain}`, `xn_.${labels.rootDomain}`, 'st-mary.app.example.com.evil.com', '', '.'])
    expect(() => labelOf(labels, one)).toThrow(/no domain of a tenant/);
});

attack('reserved-label', 'an event names a label by which people or programs know the operator', () => {
  for (const label of ['superadmin', 'www', 'autodiscover', 'wpad', 'mta-sts', 'partner'])
    expect(() => labelOf(labels, `${label}.${labels.rootDomain}`)).toThrow(/reserved/);
});

attack('special-use-label', 'a request asks for a label that programs take for their own machine or a private network', () => {
  const config = configOf('dev');
  for (const label of ['localhost', 'local', 'test', 'invalid', 'example', 'onion', 'alt', 'internal', 'corp', 'home', 'lan']) {
    for (const asked of [{ slug: label }, { name: label.toUpperCase() }, { domain: `${label}.${config.rootDomain}.` }])
      expect(addressOf(asked, config)).toMatchObject({ ok: false, fields: [{ problem: `"${label}" is reserved` }] });
    expect(() => labelOf(labels, `${label}.${labels.rootDomain}`)).toThrow(/reserved/);
  }
});

attack('record-that-leads-elsewhere', 'an event asks for a record that proves something to others, or leads to a host of its own', () => {
  const sound = [
    validation,
    dkim('dkim.amazonses.com'),
    dkim('ab12.dkim.eu-central-2.amazonses.com'),
    { name: domain, type: 'A' as const, value: 'd111111abcdef8.cloudfront.net' },
  ];
  expect(() => requireAllowed(domain, sound)).not.toThrow();
  const elsewhere = [
    cname(domain, 'd111111abcdef8.cloudfront.net'),
    cname(`www.${domain}`, 'd111111abcdef8.cloudfront.net'),
    cname('_0a1b.superadmin.app.example.com.', validation.value),
    cname(`_0a1b.x${domain}.`, validation.value),
    cname(validation.name, '_2c3d.acm-validations.aws.evil.com.'),
    cname(validation.name, 'evilacm-validations.aws.'),
    cname(`_dmarc.${domain}`, 'evil.com'),
    dkim('dkim.amazonses.com.evil.com'),
    dkim('evil.com'),
    { name: domain, type: 'A' as const, value: 'evil.com' },
    { name: domain, type: 'A' as const, value: 'd1.cloudfront.net.evil.com' },
    { name: 'superadmin.app.example.com', type: 'AAAA' as const, value: 'd111111abcdef8.cloudfront.net' },
  ];
  for (const record of elsewhere) expect(() => requireAllowed(domain, [...sound, record])).toThrow(/no record of a tenant/);
});

attack('any-record-of-an-event', 'an event asks for records at random', () =>
  fc.assert(
    fc.property(fc.domain(), fc.domain(), fc.constantFrom('A' as const, 'CNAME' as const), (name, value, type) => {
      fc.pre(!value.endsWith('cloudfront.net'));
      expect(() => requireAllowed(domain, [{ name, type, value }])).toThrow();
      expect(() => requireAllowed(domain, [{ name: `${name}.${domain}`, type, value }])).toThrow();
    }),
  ),
);
