import { OffboardRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import { publish } from '@tenantry/shared/function/publish';
import { ulid } from 'ulid';
import { calledOf } from '../../model/called.ts';
import type { TenantHistory } from '../../model/history.ts';
import { isGoing, requestOf, stagesOf, stateOf } from '../../model/view.ts';
import { fieldsProblem, noTenant, Problem } from '../../problem/problem.ts';
import { findLooks } from '../../table/probes.ts';
import { findTenant, getHistory } from '../../table/tenants.ts';
import { signatureOf } from '../request/access.ts';
import type { Handler } from '../request/call.ts';
import { digestOf } from '../request/idempotency.ts';
import { changeVariables } from './change-variables.ts';
import { requireConfirmed } from './confirmed.ts';
import { actionsOf, tenantAnswer } from './detail.ts';
import { requestTenant } from './request-tenant.ts';
import { publishRetry } from './retry.ts';
import { checkTenantRequest } from './tenant-request.ts';
import { timelineOf } from './timeline.ts';

/** The answer of a request that stages follow later. */
export const accepted = (tenantId: string) => ({ answer: { tenantId }, location: `/tenants/${tenantId}` });

export const postTenant: Handler<'POST /tenants'> = async ({ key = '', body, note, context }) => {
  const checked = checkTenantRequest(body, (await landingZone()).config);
  if (!checked.ok) throw fieldsProblem(400, 'request-invalid', checked.fields);
  const { tenantId } = await requestTenant({ key, request: checked.value }, context);
  note({ tenantId, target: checked.value.slug });
  return accepted(tenantId);
};

export const getTenant: Handler<'GET /tenants/{id}'> = async ({ path: { id } }) => ({
  answer: tenantAnswer(await getHistory(id), await landingZone(), Date.now(), (await findLooks(id))?.probe),
});

export const getTimeline: Handler<'GET /tenants/{id}/timeline'> = async ({ path: { id } }) => {
  const [found, { config }] = await Promise.all([findTenant(id), landingZone()]);
  if (!found) throw noTenant(id);
  const now = Date.now();
  const { history, facts } = found;
  const traced = config.awsConsole.traces ? config.region : undefined;
  const asOf = new Date(now).toISOString();
  return {
    answer: { tenantId: id, state: stateOf(history), asOf, stages: [...stagesOf(history, now)], ...timelineOf(facts, traced) },
  };
};

export const patchVariables: Handler<'PATCH /tenants/{id}/variables'> = async ({ path: { id }, body, caller }) => {
  const { detail, variables } = await changeVariables(id, body, caller);
  if (detail) await publish(TenantVariablesChanged.name, detail);
  return { answer: { tenantId: id, variables: { ...variables } }, location: `/tenants/${id}` };
};

export const postRetry: Handler<'POST /tenants/{id}/retry'> = async ({ path: { id }, body: { stage }, key, caller }) => {
  const history = await getHistory(id);
  if (!actionsOf(history).includes('retry'))
    throw new Problem(409, 'tenant-offboarded', `${calledOf(history)} is off-boarded: nothing is left to retry.`);
  await publishRetry(id, stage, key === undefined ? ulid() : digestOf(key), caller);
  return accepted(id);
};

export const postCancel: Handler<'POST /tenants/{id}/cancel'> = async ({ path: { id }, body: { reason }, caller }) => {
  const history = await getHistory(id);
  if (history.first.TenantReady) {
    throw new Problem(
      409,
      'tenant-was-live',
      `${calledOf(history)} was live since ${history.first.TenantReady}: off-board it, with its name typed.`,
    );
  }
  requireNotGoing(history);
  await publishOffboard(id, { ...signatureOf(caller), reason, export: false });
  return accepted(id);
};

export const postOffboard: Handler<'POST /tenants/{id}/offboard'> = async ({ path: { id }, body, caller }) => {
  const history = await getHistory(id);
  const { slug = '' } = requestOf(history) ?? {};
  requireConfirmed(body.confirm, slug, id);
  requireNotGoing(history);
  await publishOffboard(id, { ...signatureOf(caller), reason: body.reason, export: body.export });
  return accepted(id);
};

/** @throws Problem 409 of a tenant that is being removed */
export const requireNotGoing = (history: TenantHistory): void => {
  const state = stateOf(history);
  if (!isGoing(state)) return;
  throw new Problem(409, 'tenant-offboarding', `${calledOf(history)} is ${state} already: that is for ever, and the first reason stays.`);
};

/** One per tenant, by its id: asked again, it is the same event. */
const publishOffboard = (
  tenantId: string,
  detail: ReturnType<typeof signatureOf> & { readonly reason: string; readonly export: boolean },
): Promise<void> =>
  publish(OffboardRequested.name, {
    ...detail,
    tenantId,
    eventId: `${tenantId}/admin/${OffboardRequested.name}/1`,
    causedBy: '',
    at: new Date().toISOString(),
  });
