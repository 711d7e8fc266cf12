import { describe, expect, test } from '@jest/globals';
import { samples } from '@tenantry/events-schema/testing/samples';
import type { Message } from '@tenantry/shared/record';
import fc from 'fast-check';
import { type Decision, decide, published, toPublish, undecided } from './decision.ts';

const AT = '2026-11-24T09:00:00.000Z';
const message = (name: 'OffboardRequested' | 'StageFailed' | 'TenantReady'): Message => ({ name, detail: samples[name] as never });
const requested = message('OffboardRequested');
const failed = message('StageFailed');
const ready = message('TenantReady');
const tenantId = samples.TenantReady.tenantId;
const after = (...messages: readonly Message[]): Decision =>
  messages.reduce((decision, one) => decide(decision, one, AT), undecided(tenantId));

describe('whether a tenant goes back', () => {
  test('a half-built tenant is rolled back when a stage fails, and has no data to export', () => {
    expect(toPublish(after(failed))).toEqual({
      tenantId,
      eventId: `${tenantId}/offboard/TenantOffboarding/1`,
      causedBy: samples.StageFailed.eventId,
      at: AT,
      reason:
        'network.natGateway failed: EC2 CreateNatGateway: NatGatewayLimitExceeded: Performing this operation would exceed the limit of 5 NAT gateways',
      export: false,
      rolledBack: true,
    });
  });

  test('a tenant that was ready is never taken back by a failure', () => {
    expect(toPublish(after(ready, failed, failed))).toBeUndefined();
  });

  test('a person takes back a ready tenant, with its export', () => {
    expect(toPublish(after(ready, failed, requested))).toMatchObject({ reason: 'Contract ended', export: true, rolledBack: false });
  });

  test('a person takes back a tenant that never was ready', () => {
    expect(toPublish(after(requested))).toMatchObject({ reason: 'Contract ended', causedBy: samples.OffboardRequested.eventId });
  });

  test('what was decided does not change: the first reason stays, and what was published is not published again', () => {
    const decision = after(failed, requested);
    expect(toPublish(decision)?.reason).toContain('network.natGateway');
    expect(toPublish(decide(published(decision), requested, AT))).toBeUndefined();
  });

  test('a message that says nothing new changes nothing', () => {
    for (const before of [after(ready), after(failed), after(ready, requested)]) {
      expect(decide(before, ready.name === 'TenantReady' && before.wasReady ? ready : failed, AT)).toBe(before);
    }
  });

  const anyMessages = fc.array(fc.constantFrom(requested, failed, ready), { maxLength: 12 });

  /** The first message that may take the tenant back: a person's, or a failure before it was ready. */
  const reasonIn = (messages: readonly Message[]) =>
    messages.find((one, i) => one === requested || (one === failed && !messages.slice(0, i).includes(ready)));

  test('in every history the same one event goes out, whatever is redelivered and whichever crash repeats it', () => {
    fc.assert(
      fc.property(anyMessages, fc.infiniteStream(fc.boolean()), (messages, crashes) => {
        const told = new Set<string>();
        let decision = undecided(tenantId);
        for (const one of messages) {
          decision = decide(decision, one, AT);
          const detail = toPublish(decision);
          if (detail) told.add(JSON.stringify(detail));
          if (detail && !crashes.next().value) decision = published(decision);
        }
        expect([...told].map((text) => JSON.parse(text).causedBy)).toEqual([reasonIn(messages)?.detail.eventId].flatMap((id) => id ?? []));
      }),
      { numRuns: 500 },
    );
  });

  test('duplicates change nothing, whenever they arrive', () => {
    fc.assert(
      fc.property(anyMessages, (messages) => {
        const once = messages.filter((one, i) => messages.indexOf(one) === i);
        const first = (list: readonly Message[]) => toPublish(after(...list));
        expect(first(messages)).toEqual(first(once));
      }),
    );
  });
});
