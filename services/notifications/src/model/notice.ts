import { NOTIFIED, type NotifiedType } from '@tenantry/shared/domain/notifications';
import type { Message } from '@tenantry/shared/saga/record';

/** What is told of an event: nothing that a person typed, and nothing of people. It is kept with each delivery, without the tenant's name. */
export interface Notice {
  readonly type: NotifiedType | 'Test';
  readonly at: string;
  readonly eventId: string;
  readonly tenantId?: string;
  /** What the receiver gets of the event besides. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly silencedUntil?: string;
}

/** Fields of each event that go out; what is not named here stays. */
const TOLD: Readonly<Record<NotifiedType, readonly string[]>> = {
  TenantAttentionRaised: ['kind', 'stage', 'step', 'since', 'call', 'code', 'advice', 'action', 'link', 'silencedUntil'],
  TenantAttentionCleared: ['kind', 'stage', 'since'],
  TenantRequested: ['plan', 'domain'],
  TenantReady: ['accountId', 'domain', 'url', 'release'],
  SuspensionChanged: [],
  IsolationChanged: [],
  TenantOffboarding: ['export', 'rolledBack'],
  TenantOffboarded: ['accountId', 'leftovers', 'closing'],
  AccountClosed: ['accountId', 'closedAt'],
  ErasureCertified: ['completeOn'],
};

const isNotified = (name: string): name is NotifiedType => (NOTIFIED as readonly string[]).includes(name);

/** What is told of a message of the bus; undefined for one that nobody is told. Pure. */
export const noticeOf = ({ name, detail }: Message): Notice | undefined => {
  if (!isNotified(name)) return undefined;
  const fields = detail as unknown as Readonly<Record<string, unknown>>;
  const told = TOLD[name].flatMap((field) => (fields[field] === undefined ? [] : [[field, fields[field]] as const]));
  const { silencedUntil } = fields;
  return {
    type: name,
    at: detail.at,
    eventId: detail.eventId,
    tenantId: detail.tenantId,
    data: { ...Object.fromEntries(told), ...stateOf(name, fields) },
    ...(typeof silencedUntil === 'string' ? { silencedUntil } : {}),
  };
};

/** The two changes say what is from now on in an object, beside who asked for it and why. */
const stateOf = (name: NotifiedType, fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  if (name === 'SuspensionChanged') return { suspended: (fields.suspension as { readonly suspended?: boolean } | undefined)?.suspended };
  if (name === 'IsolationChanged') return { isolated: (fields.isolation as { readonly isolated?: boolean } | undefined)?.isolated };
  return {};
};

/** What is sent to try a subscription. @param eventId names it: each test is another one */
export const testNotice = (eventId: string, at: string, tenantId?: string): Notice => ({
  type: 'Test',
  at,
  eventId,
  ...(tenantId ? { tenantId } : {}),
  data: { message: 'A test of this subscription. Nothing has happened.' },
});
