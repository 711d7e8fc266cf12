import { describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import { factOf } from '../model/fact.ts';
import { messageOf } from './message.ts';

const config = { publicUrl: 'https://{domain}', rootDomain: 'app.hospital.com', runbookUrl: 'https://git.example.com/runbook.md' };
const mercy = { tenantId: '01JD0000000000000000000000', slug: 'mercy' };
const NOW = Date.parse('2026-11-23T09:00:00.000Z');
const { silencedUntil: _, ...raised } = samples.TenantAttentionRaised;
const said = (name: string, detail: object, tenant = mercy) => messageOf(factOf(name, detail as never), tenant, config, NOW);

describe('a message of the alarm topic', () => {
  test('names tenant, call, code, what to do and where; and nothing of what AWS said, which may name people', () => {
    const message = said('TenantAttentionRaised', { ...raised, message: 'ada.lovelace@mercy.example is taken' });
    expect(message).toMatchObject({
      subject: `ATTENTION: mercy: stalled at ${raised.stage}`,
      attributes: { event: 'TenantAttentionRaised', kind: 'stalled', tenantId: mercy.tenantId },
    });
    for (const part of [
      raised.reason,
      `Call: ${raised.call}`,
      `Code: ${raised.code}`,
      'What to do: ',
      'https://superadmin.app.hospital.com/tenants/01JD0000000000000000000000',
      'tenantry show mercy',
      'Runbook: https://git.example.com/runbook.md#stalled-stage',
    ])
      expect(message?.text).toContain(part);
    expect(message?.text).not.toContain('ada.lovelace');
  });

  test('says that it is over', () => {
    const message = said('TenantAttentionCleared', samples.TenantAttentionCleared);
    expect(message?.subject).toBe(`OK: mercy: stalled at ${raised.stage}`);
    expect(message?.text).toMatch(/^It is over: mercy no longer needs attention/);
  });

  test('has a subject that mail takes, however long its words are', () => {
    const subject = said(
      'TenantAttentionRaised',
      { ...raised, kind: 'é'.repeat(40), stage: 's'.repeat(40) },
      { ...mercy, slug: 'm'.repeat(40) },
    )?.subject;
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  test('is not sent while somebody has silenced it, nor for any other event', () => {
    expect(said('TenantAttentionRaised', { ...raised, silencedUntil: '2026-11-23T09:00:01.000Z' })).toBeUndefined();
    expect(said('TenantAttentionRaised', { ...raised, silencedUntil: '2026-11-23T08:59:59.000Z' })).toBeDefined();
    expect(said('AttentionHandled', samples.AttentionHandled)).toBeUndefined();
  });
});
