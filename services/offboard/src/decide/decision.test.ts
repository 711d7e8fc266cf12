import { describe, expect, test } from '@jest/globals';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { samples } from '@tenantry/events-schema/testing/samples';
import type { Message } from '@tenantry/shared/saga/record';
import fc from 'fast-check';
import { type Decision, decide, mayBeClosed, published, toPublish, undecided, withClosedAccount } from './decision.ts';

const AT = '2026-11-24T09:00:00.000Z';
const LATER = '2026-11-24T10:00:00.000Z';
const message = (name: keyof typeof samples): Message => ({ name, detail: samples[name] as never });
const requested = message('OffboardRequested');
const failed = message('StageFailed');
const ready = message('TenantReady');
const tenantId = samples.TenantReady.tenantId;
/** What was decided has been published. */
const told = (decision: Decision): Decision => published(decision, decision.offboarding?.eventId ?? '');
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
    expect(toPublish(decide(told(decision), requested, AT))).toBeUndefined();
  });

  test('a message that says nothing new changes nothing', () => {
    for (const before of [after(ready), after(failed), after(ready, requested)]) {
      expect(decide(before, ready.name === 'TenantReady' && before.wasReady ? ready : failed, AT)).toBe(before);
    }
  });

  describe('and whose account somebody closed before', () => {
    const built = [message('AccountReady'), message('NetworkPeered'), message('OriginReady'), ready];
    const stalled = message('StageStalled');
    const { accountId } = samples.AccountReady;

    test('Organizations is asked before the way back is told, once the account is known', () => {
      expect(mayBeClosed(after(...built), ready)).toBe(false);
      expect(mayBeClosed(after(requested), requested)).toBe(false);
      expect(mayBeClosed(after(...built, requested), requested)).toBe(true);
      expect(mayBeClosed(withClosedAccount(after(...built, requested), AT), requested)).toBe(false);
    });

    test('what is told says so, and what lay in it as events had named it', () => {
      const event = toPublish(withClosedAccount(after(...built, requested), AT));
      expect(event).toMatchObject({ export: true, closedAccount: { accountId, noticedAt: AT } });
      expect(event?.closedAccount?.held).toEqual(
        expect.arrayContaining([
          { type: 'EC2 VPC', id: samples.NetworkPeered.vpcId },
          { type: 'S3 bucket', id: samples.OriginReady.bucketName },
          { type: 'Cognito user pool', id: samples.TenantReady.userPoolId },
        ]),
      );
      expect(TenantOffboarding.detail.parse(event)).toEqual(event);
    });

    test('or while the way back was under way: the stage that stalls has it asked, and it is told once more under another id', () => {
      const underWay = told(after(...built, requested));
      expect(mayBeClosed(underWay, requested)).toBe(false);
      expect(mayBeClosed(underWay, stalled)).toBe(true);
      const again = toPublish(withClosedAccount(underWay, LATER));
      expect(again).toMatchObject({ reason: 'Contract ended', at: LATER, closedAccount: { accountId, noticedAt: LATER } });
      expect(again?.eventId).not.toBe(toPublish(after(...built, requested))?.eventId);
      expect(withClosedAccount(told(withClosedAccount(underWay, LATER)), LATER).isPublished).toBe(true);
    });

    test('while the first event goes out: the second is told all the same', () => {
      const first = after(...built, requested);
      const second = withClosedAccount(first, LATER);
      expect(toPublish(published(second, toPublish(first)?.eventId ?? ''))).toEqual(second.offboarding);
      expect(toPublish(told(second))).toBeUndefined();
    });

    test('the end of the way back, which closes accounts itself, has nothing asked', () => {
      const ending: Message = { ...stalled, detail: { ...stalled.detail, stage: 'offboard' } };
      expect(mayBeClosed(told(after(...built, requested)), ending)).toBe(false);
    });

    test('nothing is named twice, whatever is redelivered', () => {
      const once = after(...built);
      expect(after(...built, ...built)).toEqual(once);
      expect(decide(once, built[1]!, AT)).toBe(once);
    });
  });

  const anyMessages = fc.array(fc.constantFrom(requested, failed, ready), { maxLength: 12 });

  /** The first message that may take the tenant back: a person's, or a failure before it was ready. */
  const reasonIn = (messages: readonly Message[]) =>
    messages.find((one, i) => one === requested || (one === failed && !messages.slice(0, i).includes(ready)));

  test('in every history the same one event goes out, whatever is redelivered and whichever crash repeats it', () => {
    fc.assert(
      fc.property(anyMessages, fc.infiniteStream(fc.boolean()), (messages, crashes) => {
        const events = new Set<string>();
        let decision = undecided(tenantId);
        for (const one of messages) {
          decision = decide(decision, one, AT);
          const detail = toPublish(decision);
          if (detail) events.add(JSON.stringify(detail));
          if (detail && !crashes.next().value) decision = told(decision);
        }
        expect([...events].map((text) => JSON.parse(text).causedBy)).toEqual(
          [reasonIn(messages)?.detail.eventId].flatMap((id) => id ?? []),
        );
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
