import { describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { configOf } from '@tenantry/shared/deployment/config';
import { certificateOf, documentOf } from './certificate.ts';
import { daysAfter, type ErasureFacts } from './facts.ts';
import { pageOf } from './page.ts';

const { tenantId, ...said } = samples.RecordsErased;
const facts: ErasureFacts = { tenantId, deployment: 'dev', config: configOf('dev'), erasedAt: '2026-11-23T09:00:05.000Z', said };
const issued = (more: Partial<ErasureFacts> = {}) => certificateOf({ ...facts, ...more }, 'ab'.repeat(32), '2026-11-23T09:00:05.000Z');
const storeOf = (certificate: ReturnType<typeof issued>, name: RegExp) => certificate.stores.find(({ store }) => name.test(store));

describe('a certificate of erasure', () => {
  test('says of every store that it is erased, until when it is kept, or that it holds nobody', () => {
    const certificate = issued();
    expect(storeOf(certificate, /^Stages' /)).toMatchObject({ state: 'erased', accountId: '100000000002' });
    expect(storeOf(certificate, /^Archive of the bus/)).toMatchObject({ state: 'expires', expiresOn: '2027-02-22' });
    expect(storeOf(certificate, /^Backups of all tables/)).toMatchObject({ state: 'expires', expiresOn: '2026-12-29' });
    expect(storeOf(certificate, /^Evidence/)).toMatchObject({ state: 'none' });
    expect(JSON.stringify(certificate)).not.toContain('<');
  });

  test('is complete on the day when the last of them has expired', () => {
    const certificate = issued();
    const ends = certificate.stores.flatMap((one) => (one.state === 'expires' ? [one.expiresOn] : []));
    expect(certificate.completeOn).toBe(ends.toSorted().at(-1));
    // The account is closed on 2026-12-23, and AWS keeps it for 90 days.
    expect(certificate.completeOn).toBe('2027-03-24');
    const withoutAccount = issued({ said: { ...said, closing: undefined, export: undefined } });
    expect(withoutAccount.completeOn).toBe(daysAfter(facts.said.offboardedAt, 120));
    expect(storeOf(withoutAccount, /^Export/)).toMatchObject({ state: 'erased', how: 'none was made' });
  });

  test('names no person, whatever the event says', () => {
    const { adminEmail, name } = samples.TenantRequested;
    const certificate = issued({ said: { ...said, requestedBy: adminEmail, name } as typeof said });
    for (const text of [documentOf(certificate), pageOf(certificate, 'cd'.repeat(32))]) {
      expect(text).not.toContain(adminEmail);
      expect(text).not.toContain(name);
    }
  });

  test('is the same file whenever it is written from the same facts', () => {
    expect(documentOf(issued())).toBe(documentOf(issued()));
    expect(documentOf(JSON.parse(documentOf(issued())))).toBe(documentOf(issued()));
  });
});

describe('its page', () => {
  const page = pageOf(issued({ said: { ...said, domain: '<script>"&' } }), 'cd'.repeat(32));

  test('loads nothing, and runs nothing', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe)|\ssrc=|\shref=|url\(|@import/i);
    expect(page).toContain('&lt;script&gt;&quot;&amp;');
  });

  test('says what the file says, and which file it is of', () => {
    for (const { store } of issued().stores) expect(page).toContain(store.replaceAll("'", '&#39;'));
    for (const part of ['expires on 2027-02-22', 'complete on', 'cd'.repeat(32)]) expect(page.toLowerCase()).toContain(part);
  });
});
