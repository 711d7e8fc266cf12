import { expect } from '@jest/globals';
import { allEvents } from '../../../events-schema/src/all.ts';
import { samples } from '../../../events-schema/src/testing/samples.ts';
import { attack } from '../attack.ts';

/** Schemes by which a link runs code or reads what is not on the web. */
const SCHEMES = [
  'javascript:alert(document.domain)',
  'JavaScript:%61lert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:https://st-mary.app.localhost/1',
  'ssh://-oProxyCommand=id/',
];

interface Held {
  readonly name: string;
  readonly field: string;
  readonly parse: (value: string) => boolean;
}
/** Every field of an event at whose place an address is expected: one that takes an address and no other text. */
const addressFields: readonly Held[] = allEvents.flatMap(({ name, detail }) => {
  const sample: Readonly<Record<string, unknown>> = samples[name as keyof typeof samples];
  return Object.keys(sample).flatMap((field) => {
    const parse = (value: string): boolean => detail.safeParse({ ...sample, [field]: value }).success;
    return parse('https://st-mary.app.localhost') && !parse('no address') ? [{ name, field, parse }] : [];
  });
});

attack('address-that-runs-code', 'an event has an address that runs code in the console of who opens it', () => {
  expect(addressFields.map(({ name, field }) => `${name}.${field}`)).toEqual([
    'OriginReady.apiEndpoint',
    'DnsReady.url',
    'TenantReady.url',
  ]);
  for (const { name, field, parse } of addressFields)
    for (const address of SCHEMES) expect({ name, field, address, isTaken: parse(address) }).toMatchObject({ isTaken: false });
});
