import { expect } from '@jest/globals';
import { allEvents } from '@tenantry/events-schema/all';
import { samples } from '@tenantry/events-schema/testing/samples';
import { parseEnvelope } from '@tenantry/shared/function/envelope';
import { fresh, receive } from '@tenantry/shared/saga/record';
import fc from 'fast-check';
import { detailIn, repairedBy } from '../../../services/admin/src/api/dead-letters/repair.ts';
import { callerOf } from '../../../services/admin/src/api/request/access.ts';
import type { DeadLetter } from '../../../services/admin/src/contract/dead-letters.ts';
import { GROUPS } from '../../../services/admin/src/contract/route.ts';
import { decide, undecided } from '../../../services/offboard/src/decide/decision.ts';
import { attack } from '../attack.ts';
import { STAGES } from '../stages.ts';

const tenantId = samples.AccountReady.tenantId;
const other = '01JZT3NANTRY00000000THER00';
const AT = '2026-11-24T09:00:00.000Z';
const slugOf = async (id: string) => (id === tenantId ? 'st-mary' : 'mercy');
type Fields = Readonly<Record<string, unknown>>;

const letterOf = (event: string, detail: Fields, kind: DeadLetter['kind'] = 'malformed'): DeadLetter => ({
  queue: 'pipeline',
  messageId: 'm-1',
  kind,
  sentAt: AT,
  receives: 1,
  summary: '',
  event,
  code: 'MalformedEvent',
  message: '',
  advice: '',
  body: { source: allEvents.find(({ name }) => name === event)?.source, 'detail-type': event, detail },
});
/** What the queue is sent, or the code of the refusal. */
const redriven = async (group: string, letter: DeadLetter, detail: Fields, confirm?: string) => {
  try {
    return await repairedBy(callerOf({ sub: '1', 'cognito:groups': `[${group}]` }), letter, { detail, confirm }, slugOf);
  } catch (error) {
    return String((error as { code?: unknown }).code);
  }
};
const known = new Set<string>(Object.keys(samples));
const anyEvent = fc.constantFrom(...allEvents.map(({ name }) => name).filter((name) => known.has(name)));
const sampleOf = (name: string): Fields => samples[name as keyof typeof samples];
/** What an attacker writes over: another tenant and its ids, an id that no stage has heard, a later time. */
const overrides = fc.record(
  {
    tenantId: fc.constantFrom(tenantId, other, ''),
    eventId: fc.constantFrom(`${tenantId}/x/1`, `${other}/x/1`, 'anything'),
    causedBy: fc.constantFrom('', 'y'),
    at: fc.constantFrom(AT, '2027-01-01T00:00:00.000Z'),
    export: fc.boolean(),
    accountId: fc.constant('999999999999'),
    variables: fc.constantFrom({}, { NODE_OPTIONS: '--import=data:text/javascript,0' }),
  },
  { requiredKeys: [] },
);
/** A field is missing or of another type in what failed. */
const broken = fc.tuple(anyEvent, fc.nat(), fc.constantFrom(undefined, 7)).map(([event, at, value]) => {
  const fields = Object.keys(sampleOf(event));
  return { event, detail: { ...sampleOf(event), [fields[at % fields.length] ?? '']: value } };
});

attack('repair-another-tenant', 'an operator repairs any malformed message into one about another tenant, or under another id', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom('viewer', 'operator'), broken, overrides, async (group, { event, detail }, over) => {
      const sent = await redriven(group, letterOf(event, detail), { ...sampleOf(event), ...over }, 'st-mary');
      if (typeof sent === 'string') return;
      expect(detailIn(JSON.parse(sent.body))).toMatchObject({ tenantId, eventId: sampleOf(event).eventId, at: sampleOf(event).at });
    }),
    { numRuns: 500 },
  ),
);

attack('repair-turns-a-tenant', 'an operator repairs a message into one that takes a live tenant back', () =>
  fc.assert(
    fc.asyncProperty(broken, overrides, async ({ event, detail }, over) => {
      const sent = await redriven('operator', letterOf(event, detail), { ...sampleOf(event), ...over }, 'st-mary');
      if (typeof sent === 'string') return;
      const message = parseEnvelope(JSON.parse(sent.body));
      for (const stage of STAGES) {
        const { desired, ended } = receive(stage, fresh(message.detail.tenantId), message);
        expect([event, desired, ended]).toEqual([event, 'present', undefined]);
      }
      expect(decide({ ...undecided(message.detail.tenantId), wasReady: false }, message, AT).offboarding).toBeUndefined();
    }),
    { numRuns: 500 },
  ),
);

attack('repair-what-is-sound', 'an operator, or an admin, gives a message another detail that was no malformed event', async () => {
  const others = ['stalled', 'undelivered', 'exhausted'] as const;
  for (const group of GROUPS)
    for (const kind of others)
      for (const { name } of allEvents)
        expect(await redriven(group, letterOf(name, sampleOf(name), kind), sampleOf(name), 'st-mary')).toBe('not-repairable');
});

attack(
  'repair-without-confirmation',
  'an admin repairs what places or takes back with the slug of another tenant typed, or none',
  async () => {
    const malformed = letterOf('AccountReady', { ...samples.AccountReady, accountId: '1' });
    for (const confirm of [undefined, '', 'mercy'])
      expect(await redriven('admin', malformed, samples.AccountReady, confirm)).toBe('not-confirmed');
    expect(await redriven('admin', malformed, samples.AccountReady, 'st-mary')).toMatchObject({
      changes: [{ field: '/accountId', before: '"1"', after: '"200000000001"' }],
    });
  },
);

attack('repair-variables', 'an operator gives a build variables that run code, by the repair of a message', async () => {
  const malformed = letterOf('TenantVariablesChanged', { ...samples.TenantVariablesChanged, variables: 7 });
  const repair = (variables: Fields) => redriven('operator', malformed, { ...samples.TenantVariablesChanged, variables });
  for (const name of ['NODE_OPTIONS', 'LD_PRELOAD', 'BASH_ENV', 'PATH']) expect(await repair({ [name]: 'x' })).toBe('request-invalid');
});

attack('repair-hides-people', 'a viewer reads in the audit what a repair said of a person', async () => {
  const before = { ...samples.AccountReady, adminEmail: 'ada@mercy', adminMail: 'grace@mercy.example' };
  const sent = await redriven('admin', letterOf('AccountReady', before), samples.AccountReady, 'st-mary');
  const text = JSON.stringify(typeof sent === 'string' ? sent : sent.changes);
  expect(text).toContain('/adminEmail');
  for (const said of ['ada@mercy', 'grace', 'adminMail', samples.AccountReady.adminEmail]) expect(text).not.toContain(said);
});
