import { StageRetryRequested, TenantVariablesChanged } from '@tenantry/events-schema/admin';
import { landingZone } from '@tenantry/shared/landing-zone';
import { publish } from '@tenantry/shared/publish';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { z } from 'zod';
import { type ApiCall, bodyOf, idempotencyKeyOf, noTenant, tenantIdOf } from './call.ts';
import { changeVariables } from './change-variables.ts';
import { listTenants, pageOf } from './listing.ts';
import { fieldsProblem, Problem } from './problem.ts';
import { requestTenant } from './request-tenant.ts';
import type { Route } from './routes.ts';
import { STAGE_NAMES } from './saga.ts';
import { checkTenantRequest } from './tenant-request.ts';
import type { TenantView } from './tenant-view.ts';
import { findHistory, findTenant } from './tenants.ts';
import { timelineOf } from './timeline.ts';
import { configurationOf, requestOf, stagesOf, stateOf, summaryOf } from './view.ts';

type Handler = (call: ApiCall, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

const json = (statusCode: number, body: object, headers: Record<string, string> = {}): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const accepted = (tenantId: string): APIGatewayProxyStructuredResultV2 => json(202, { tenantId }, { location: `/tenants/${tenantId}` });

const postTenant: Handler = async ({ event, caller }, context) => {
  const key = `${caller.subject}/${idempotencyKeyOf(event)}`;
  const checked = checkTenantRequest(bodyOf(event), (await landingZone()).config);
  if (!checked.ok) throw fieldsProblem(400, 'request-invalid', checked.fields);
  const { tenantId } = await requestTenant({ key, request: checked.value }, context);
  return accepted(tenantId);
};

const getTenants: Handler = async ({ event }) => json(200, await listTenants(pageOf(event.queryStringParameters ?? {})));

const getTenant: Handler = async ({ event }) => {
  const tenantId = tenantIdOf(event);
  const found = await findTenant(tenantId);
  if (!found) throw noTenant(tenantId);
  const { history, facts } = found;
  const { adminEmail = '', plan = '' } = requestOf(history) ?? {};
  const readyAt = history.first.TenantReady;
  const view: TenantView = {
    ...summaryOf(history),
    adminEmail,
    plan,
    ...(readyAt ? { readyAt } : {}),
    stages: stagesOf(history, Date.now()),
    configuration: configurationOf(history),
    ...timelineOf(facts),
  };
  return json(200, view);
};

const patchVariables: Handler = async ({ event }) => {
  const tenantId = tenantIdOf(event);
  const { detail, variables } = await changeVariables(tenantId, bodyOf(event));
  if (detail) await publish(TenantVariablesChanged.name, detail);
  return json(202, { tenantId, variables }, { location: `/tenants/${tenantId}` });
};

const RetryBody = z.strictObject({ stage: z.enum(STAGE_NAMES) });
const postRetry: Handler = async ({ event, caller }) => {
  const tenantId = tenantIdOf(event);
  const body = RetryBody.safeParse(bodyOf(event));
  if (!body.success) {
    const fix = `Send {"stage": "<name>"} with one of ${STAGE_NAMES.join(', ')}.`;
    throw fieldsProblem(400, 'request-invalid', [{ field: '/stage', problem: body.error.issues[0]?.message ?? 'invalid', fix }]);
  }
  const history = await findHistory(tenantId);
  if (!history) throw noTenant(tenantId);
  if (stateOf(history) === 'offboarded')
    throw new Problem(409, 'tenant-offboarded', `${tenantId} is off-boarded: nothing is left to retry.`);
  // The id is what a stage knows a retry by: the same key asks for the same retry.
  const key = event.headers['idempotency-key'] ? idempotencyKeyOf(event) : ulid();
  const eventId = `${tenantId}/admin/${StageRetryRequested.name}/${key}`;
  const at = new Date().toISOString();
  await publish(StageRetryRequested.name, { tenantId, eventId, causedBy: '', at, stage: body.data.stage, requestedBy: caller.displayName });
  return accepted(tenantId);
};

export const HANDLERS: Readonly<Record<Route, Handler>> = {
  'POST /tenants': postTenant,
  'GET /tenants': getTenants,
  'GET /tenants/{id}': getTenant,
  'PATCH /tenants/{id}/variables': patchVariables,
  'POST /tenants/{id}/retry': postRetry,
};
