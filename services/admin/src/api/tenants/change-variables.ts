import { TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { variablesOf } from '../../model/view.ts';
import { fieldsProblem } from '../../problem/problem.ts';
import type { Caller } from '../request/access.ts';
import { noteChange } from './noted-change.ts';
import { patchVariables, type Variables, type VariablesPatch } from './variables.ts';

interface Changed {
  readonly variables: Variables;
  /** To be published; absent when nothing changed and the bus has heard of it. */
  readonly detail?: object;
}

/**
 * Applies a merge patch to a tenant's variables. The event says all variables.
 * @throws Problem 404, 409 when the tenant goes back, 400 for what AWS would refuse
 */
export const changeVariables = async (tenantId: string, patch: VariablesPatch, caller: Caller): Promise<Changed> => {
  const { history, ...published } = await noteChange(tenantId, TenantVariablesChanged, caller, (before) => {
    const checked = patchVariables(variablesOf(before), patch);
    if (!checked.ok) throw fieldsProblem(400, 'request-invalid', checked.fields);
    return isSame(checked.value, variablesOf(before)) ? undefined : { variables: checked.value };
  });
  return { variables: variablesOf(history), ...published };
};

const isSame = (a: Variables, b: Variables): boolean => {
  const sorted = (variables: Variables) => JSON.stringify(Object.entries(variables).sort());
  return sorted(a) === sorted(b);
};
