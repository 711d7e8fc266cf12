import { TenantRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { factOf } from '../../model/fact.ts';
import { evolve, type TenantHistory } from '../../model/history.ts';
import { isGoing, stateOf, variablesOf } from '../../model/view.ts';
import { fieldsProblem, noTenant, Problem } from '../../problem/problem.ts';
import { changeHistory, isKept } from '../../table/tenants.ts';
import { type Caller, signatureOf } from '../request/access.ts';
import { patchVariables, type Variables, type VariablesPatch } from './variables.ts';

interface Changed {
  readonly variables: Variables;
  /** To be published; absent when nothing changed and the bus has heard of it. */
  readonly detail?: object;
}

/**
 * Applies a merge patch to a tenant's variables in the table, so that of two changes at once none is lost. The event says all
 * variables. Should its publication fail, the same patch changes nothing and publishes the same event.
 * @throws Problem 404, 409 when the tenant goes back, 400 for what AWS would refuse
 */
export const changeVariables = async (tenantId: string, patch: VariablesPatch, caller: Caller): Promise<Changed> => {
  const history = await changeHistory(tenantId, (before) => {
    if (!before.latest[TenantRequested.name]) throw noTenant(tenantId);
    const state = stateOf(before);
    if (isGoing(state)) {
      throw new Problem(409, 'tenant-offboarding', `${tenantId} is ${state}: its variables no longer matter.`);
    }
    const checked = patchVariables(variablesOf(before), patch);
    if (!checked.ok) throw fieldsProblem(400, 'request-invalid', checked.fields);
    return isSame(checked.value, variablesOf(before)) ? before : evolve(before, changed(before, checked.value, caller));
  });
  const variables = variablesOf(history);
  const fact = history.latest[TenantVariablesChanged.name];
  if (!fact || (await isKept(tenantId, fact.eventId))) return { variables };
  const { eventId, at, causedBy, detail } = fact;
  return { variables, detail: { ...detail, tenantId, eventId, at, causedBy } };
};

const isSame = (a: Variables, b: Variables): boolean => {
  const sorted = (variables: Variables) => JSON.stringify(Object.entries(variables).sort());
  return sorted(a) === sorted(b);
};

/** Changes are numbered: the number makes the event's id, and a time after the last one's makes it the latest. */
const changed = ({ tenantId, latest }: TenantHistory, variables: Variables, caller: Caller) => {
  const last = latest[TenantVariablesChanged.name];
  const number = Number(last?.eventId.split('/').at(-1) ?? 0) + 1;
  const at = new Date(Math.max(Date.now(), last ? Date.parse(last.at) + 1 : 0)).toISOString();
  const eventId = `${tenantId}/admin/${TenantVariablesChanged.name}/${number}`;
  return factOf(TenantVariablesChanged.name, { tenantId, eventId, causedBy: '', at, variables, ...signatureOf(caller) } as never);
};
