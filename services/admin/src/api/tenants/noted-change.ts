import { TenantRequested } from '@tenantry/events-schema/admin';
import type { EventDefinition } from '@tenantry/events-schema/event';
import { calledOf } from '../../model/called.ts';
import { factOf } from '../../model/fact.ts';
import { evolve, type TenantHistory } from '../../model/history.ts';
import { isGoing, stateOf } from '../../model/view.ts';
import { noTenant, Problem } from '../../problem/problem.ts';
import { changeHistory, isKept } from '../../table/tenants.ts';
import { type Caller, signatureOf } from '../request/access.ts';

interface Noted {
  /** As it is after the change. */
  readonly history: TenantHistory;
  /** To be published; absent when nothing changed and the bus has heard of it. */
  readonly detail?: object;
}

/**
 * Changes what an event says of a tenant, in the table first, so that of two changes at once none is lost. Should the publication fail,
 * the same request changes nothing and publishes the same event.
 * @param fieldsOf what the event shall say; undefined when that is what is known already
 * @throws Problem 404, 409 when the tenant goes back
 */
export const noteChange = async (
  tenantId: string,
  event: EventDefinition,
  caller: Caller,
  fieldsOf: (history: TenantHistory) => object | undefined,
): Promise<Noted> => {
  const history = await changeHistory(tenantId, (before) => {
    if (!before.latest[TenantRequested.name]) throw noTenant(tenantId);
    const state = stateOf(before);
    if (isGoing(state)) throw new Problem(409, 'tenant-offboarding', `${calledOf(before)} is ${state}: nothing of it is changed any more.`);
    const fields = fieldsOf(before);
    return fields ? evolve(before, noted(before, event.name, { ...fields, ...signatureOf(caller) })) : before;
  });
  const fact = history.latest[event.name];
  if (!fact || (await isKept(tenantId, fact.eventId))) return { history };
  const { eventId, at, causedBy, detail } = fact;
  return { history, detail: { ...detail, tenantId, eventId, at, causedBy } };
};

/** Changes are numbered: the number makes the event's id, and a time after the last one's makes it the latest. */
const noted = ({ tenantId, latest }: TenantHistory, name: string, fields: object) => {
  const last = latest[name];
  const number = Number(last?.eventId.split('/').at(-1) ?? 0) + 1;
  const at = new Date(Math.max(Date.now(), last ? Date.parse(last.at) + 1 : 0)).toISOString();
  return factOf(name, { ...fields, tenantId, eventId: `${tenantId}/admin/${name}/${number}`, causedBy: '', at });
};
