import type { Overview, Routes } from '@tenantry/api-client/generated/api';
import { attention, stalledAttention } from '../../cli/src/testing/attention-samples.ts';
import type { Answers } from '../../cli/src/testing/fake-api.ts';
import { NOW } from '../../cli/src/testing/fake-terminal.ts';
import { closing } from '../../cli/src/testing/operation-samples.ts';
import { ADA, BOB } from '../../cli/src/testing/people-samples.ts';
import { before, MERCY, mutable, summary } from '../../cli/src/testing/samples.ts';
import { TENANTS } from './many-tenants.ts';

const { kinds } = attention();

/** Of a deployment in which nothing has happened yet. */
const emptyOverview = mutable<Overview>({
  asOf: NOW,
  attention: { total: 0, unhandled: 0, kinds, tenants: [] },
  moving: { total: 0, tenants: [] },
  states: [
    { state: 'ready', tenants: 0 },
    { state: 'offboarded', tenants: 0 },
  ],
  onboarding: { days: 30, count: 0, latest: [] },
  closings: { total: 0, closings: [] },
});

/** Of a large one on a bad day. */
const overview = () =>
  mutable<Overview>({
    asOf: NOW,
    attention: {
      total: 12,
      unhandled: 11,
      kinds,
      tenants: Array.from({ length: 10 }, (_, i) =>
        summary({
          tenantId: TENANTS[i]?.tenantId ?? MERCY,
          name: `Hospital ${i}`,
          state: i === 0 ? 'ready' : 'stalled',
          stalled: ['network'],
          attention: [{ ...stalledAttention, since: before(9_000 - i * 600) }],
        }),
      ),
    },
    moving: {
      total: 1,
      tenants: [summary({ state: 'onboarding', readyAt: undefined, activity: 'network: NAT gateway nat-1 to become available' })],
    },
    states: [
      { state: 'requested', tenants: 1 },
      { state: 'onboarding', tenants: 2 },
      { state: 'ready', tenants: 978 },
      { state: 'stalled', tenants: 12 },
      { state: 'failed', tenants: 1 },
      { state: 'offboarding', tenants: 2 },
      { state: 'offboarded', tenants: 4 },
    ],
    onboarding: {
      days: 30,
      count: 40,
      p50Seconds: 430,
      p95Seconds: 1_260,
      latest: Array.from({ length: 10 }, (_, i) => ({
        tenantId: MERCY,
        name: i > 7 ? 'Mercy Hospital' : `Hospital ${i}`,
        readyAt: before(10_000 - i * 100),
        seconds: 400 + i * 30,
      })),
    },
    closings: { total: 1, closings: [closing] },
  });

const ALARMS = mutable<Routes['GET /alarms']['answer']>({
  alarms: [
    {
      name: 'tenantry-prod-network-dead-letters',
      state: 'ALARM',
      since: before(600),
      detail: 'Messages of stage network failed. docs/runbook.md#stalled-stage',
    },
    { name: 'tenantry-prod-admin-api-slow', state: 'OK', since: before(86_400) },
  ],
  inAlarm: 1,
  subscribers: { confirmed: 0, pending: 1 },
  asOf: NOW,
});

/** Overview, people and alarms, where everything is there to be seen, and where nothing is. */
export const MORE: Answers = {
  'GET /overview': () => overview(),
  'GET /people': () => ({ people: [ADA, BOB] }),
  'GET /alarms': () => ALARMS,
  'POST /people': () => ({ ...BOB, state: 'invited' }),
  'PATCH /people/{person}': () => ({ ...BOB, state: 'disabled' }),
  'POST /people/{person}/removal': () => ({ person: BOB.person }),
};
export const EMPTY_MORE: Answers = {
  ...MORE,
  'GET /overview': () => emptyOverview,
  'GET /people': () => ({ people: [] }),
  'GET /alarms': () => ({ ...ALARMS, alarms: [], inAlarm: 0 }),
};
