import type { Route } from '../contract/routes.ts';
import { getAlarms } from './alarms/handlers.ts';
import { getAttention, postAttention } from './attention/handlers.ts';
import { getAudit } from './audit/handlers.ts';
import { getCertificate } from './certificate/handlers.ts';
import { getChecks } from './checks/handlers.ts';
import { getClosings } from './closings/handlers.ts';
import { getCost, getTenantCost } from './cost/handlers.ts';
import { getDatabaseLogins, postDatabaseLogin, postRevokeDatabaseLogin } from './database-logins/handlers.ts';
import { postDiscardMany, postRedriveMany } from './dead-letters/bulk.ts';
import { getDeadLetter, getDeadLetters, postDiscard, postRedrive } from './dead-letters/handlers.ts';
import { getDeployment, getMe } from './deployment/handlers.ts';
import { getEvidence, postExportDownloads } from './downloads/handlers.ts';
import { postDriftCheck } from './drift/handlers.ts';
import {
  deleteSubscription,
  getDeliveries,
  getSubscriptions,
  patchSubscription,
  postResend,
  postSubscription,
  postTest,
} from './notifications/handlers.ts';
import { getOverview } from './overview/handlers.ts';
import { getPeople, patchPerson, postPerson, postPersonRemoval } from './people/handlers.ts';
import { postPlan } from './plan/handlers.ts';
import { getQuotas } from './quotas/handlers.ts';
import { getReleaseBuilds, getReleases } from './releases/handlers.ts';
import { getReplays, postPreview, postReplay } from './replays/handlers.ts';
import type { Handler } from './request/call.ts';
import { getTenants } from './tenant-list/handlers.ts';
import { getAdministrator, postAdministrator } from './tenants/administrator.ts';
import { patchTenant } from './tenants/change.ts';
import { getTenant, getTimeline, patchVariables, postCancel, postOffboard, postRetry, postTenant } from './tenants/handlers.ts';
import { postIsolation, postIsolationEnd } from './tenants/isolation.ts';
import { postSuspension, postSuspensionEnd } from './tenants/suspension.ts';

/** What does the work of each route. */
export const HANDLERS: { readonly [R in Route]: Handler<R> } = {
  'GET /me': getMe,
  'GET /deployment': getDeployment,
  'GET /overview': getOverview,
  'GET /checks': getChecks,
  'GET /alarms': getAlarms,
  'GET /tenants': getTenants,
  'POST /tenants': postTenant,
  'GET /tenants/{id}': getTenant,
  'GET /attention': getAttention,
  'POST /tenants/{id}/attention': postAttention,
  'GET /tenants/{id}/timeline': getTimeline,
  'GET /tenants/{id}/releases': getReleases,
  'GET /releases': getReleaseBuilds,
  'GET /tenants/{id}/certificate': getCertificate,
  'GET /tenants/{id}/evidence': getEvidence,
  'POST /tenants/{id}/export-downloads': postExportDownloads,
  'GET /tenants/{id}/cost': getTenantCost,
  'PATCH /tenants/{id}': patchTenant,
  'PATCH /tenants/{id}/variables': patchVariables,
  'POST /tenants/{id}/drift-checks': postDriftCheck,
  'POST /tenants/{id}/retry': postRetry,
  'POST /tenants/{id}/cancel': postCancel,
  'POST /tenants/{id}/offboard': postOffboard,
  'GET /tenants/{id}/database-logins': getDatabaseLogins,
  'POST /tenants/{id}/database-logins': postDatabaseLogin,
  'POST /tenants/{id}/database-logins/{login}/revoke': postRevokeDatabaseLogin,
  'GET /tenants/{id}/administrator': getAdministrator,
  'POST /tenants/{id}/administrator': postAdministrator,
  'POST /tenants/{id}/isolation': postIsolation,
  'POST /tenants/{id}/isolation/end': postIsolationEnd,
  'POST /tenants/{id}/suspension': postSuspension,
  'POST /tenants/{id}/suspension/end': postSuspensionEnd,
  'POST /plan': postPlan,
  'GET /quotas': getQuotas,
  'GET /cost': getCost,
  'GET /closings': getClosings,
  'GET /notifications': getSubscriptions,
  'POST /notifications': postSubscription,
  'PATCH /notifications/{notification}': patchSubscription,
  'DELETE /notifications/{notification}': deleteSubscription,
  'POST /notifications/{notification}/test': postTest,
  'GET /notifications/{notification}/deliveries': getDeliveries,
  'POST /notifications/{notification}/deliveries/{delivery}/resend': postResend,
  'GET /replays': getReplays,
  'POST /replays': postReplay,
  'POST /replays/preview': postPreview,
  'GET /dead-letters': getDeadLetters,
  'GET /dead-letters/{queue}/{messageId}': getDeadLetter,
  'POST /dead-letters/redrive': postRedriveMany,
  'POST /dead-letters/discard': postDiscardMany,
  'POST /dead-letters/{queue}/{messageId}/redrive': postRedrive,
  'POST /dead-letters/{queue}/{messageId}/discard': postDiscard,
  'GET /audit': getAudit,
  'GET /people': getPeople,
  'POST /people': postPerson,
  'PATCH /people/{person}': patchPerson,
  'POST /people/{person}/removal': postPersonRemoval,
};
