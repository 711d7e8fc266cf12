import { TenantChanged } from '@tenantry/events-schema/admin';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { publish } from '@tenantry/shared/function/publish';
import { requestOf } from '../../model/view.ts';
import { fieldsProblem } from '../../problem/problem.ts';
import type { Handler } from '../request/call.ts';
import { noteChange } from './noted-change.ts';
import { planProblem } from './plan-problem.ts';

/** The event says name and plan as they are from now on, so that the latest one is enough. */
export const patchTenant: Handler<'PATCH /tenants/{id}'> = async ({ path: { id }, body, caller }) => {
  const { config } = await landingZone();
  const { history, detail } = await noteChange(id, TenantChanged, caller, (before) => {
    const { name = '', plan = '' } = requestOf(before) ?? {};
    const wanted = { name: body.name ?? name, plan: body.plan ?? plan };
    if (wanted.name === name && wanted.plan === plan) return undefined;
    const wrong = wanted.plan === plan ? [] : planProblem(config, wanted.plan);
    if (wrong.length > 0) throw fieldsProblem(400, 'request-invalid', wrong);
    return wanted;
  });
  if (detail) await publish(TenantChanged.name, detail);
  const { name = '', plan = '' } = requestOf(history) ?? {};
  return { answer: { tenantId: id, name, plan }, location: `/tenants/${id}` };
};
