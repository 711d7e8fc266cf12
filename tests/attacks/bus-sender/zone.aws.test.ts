import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client, type RRType } from '@aws-sdk/client-route-53';
import { beforeAll, expect } from '@jest/globals';
import { reservedLabels } from '@tenantry/shared/domain/labels';
import { ulid } from 'ulid';
import { type Zone, zone } from '../../../services/dns/src/testing/tenant.ts';
import { attack } from '../attack.ts';

let own: Zone;
beforeAll(async () => {
  own = await zone();
});

/** What Route 53 says to the dns service's role. */
const written = async (Name: string, Type: RRType = 'CNAME', HostedZoneId = own.hostedZoneId): Promise<string> => {
  const target = { TTL: 300, ResourceRecords: [{ Value: Type === 'A' ? '192.0.2.1' : Type === 'TXT' ? '"x"' : 'attacker.example.net' }] };
  const Changes = [{ Action: 'UPSERT' as const, ResourceRecordSet: { Name, Type, ...target } }];
  const call = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } });
  return own
    .production(Route53Client)
    .send(call)
    .then(
      () => 'written',
      (error: Error) => error.name,
    );
};

attack(
  'name-of-the-root-domain',
  'a forged event has the dns service write a name that speaks for the root domain or for all tenants',
  async () => {
    const { name: root } = own;
    const proof = `_${'0123456789abcdef'.repeat(2)}`;
    const labels = reservedLabels({ reservedSlugs: [] });
    const names = [
      root,
      ...labels.flatMap((label) => [`${label}.${root}`, `${proof}.${label}.${root}`]),
      `SuperAdmin.${root.toUpperCase()}.`,
      ...['*', '*.st-mary', '\\052', proof, '_dmarc', '_mta-sts', 'token._domainkey'].map((label) => `${label}.${root}`),
    ];
    for (const one of names) expect({ one, said: await written(one) }).toEqual({ one, said: 'AccessDenied' });
    expect(await written(`superadmin.${root}`, 'A')).toBe('AccessDenied');
    for (const type of ['TXT', 'MX', 'NS', 'CAA'] as const) expect(await written(`st-mary.${root}`, type)).toBe('AccessDenied');
    // A tenant's own, or the refusals above would say nothing.
    for (const label of ['st-mary', `${proof}.st-mary`, 'token._domainkey.st-mary'])
      expect(await written(`${label}.${root}`)).toBe('written');
  },
);

attack('another-zone', 'a forged event has the dns service write into another zone of the account', async () => {
  // Of its own name: two zones may have one.
  const { HostedZone } = await own.root.send(new CreateHostedZoneCommand({ Name: own.name, CallerReference: ulid() }));
  const twin = HostedZone?.Id?.replace('/hostedzone/', '');
  expect(await written(`st-mary.${own.name}`, 'CNAME', twin)).toBe('AccessDenied');
  expect(await written(`st-mary.${own.name}`)).toBe('written');
});
