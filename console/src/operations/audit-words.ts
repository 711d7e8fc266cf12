import type { Routes } from '@tenantry/api-client/generated/api';

type Counting = 'POST /plan' | 'POST /replays/preview';
/** Routes that change something: each leaves a line in the audit. */
type Changing = Exclude<keyof Routes, `GET ${string}` | Counting>;

/** What was requested, in words: of every route that changes something, or this does not compile. */
const ACTIONS: Readonly<Record<Changing, string>> = {
  'POST /tenants': 'On-board a tenant',
  'PATCH /tenants/{id}': "Change a tenant's name or plan",
  'PATCH /tenants/{id}/variables': 'Change variables',
  'POST /tenants/{id}/retry': 'Retry a stage',
  'POST /tenants/{id}/drift-checks': 'Check for drift',
  'POST /tenants/{id}/cancel': 'Cancel an on-boarding',
  'POST /tenants/{id}/offboard': 'Off-board a tenant',
  'POST /tenants/{id}/attention': 'Acknowledge, assign or silence',
  'POST /tenants/{id}/export-downloads': 'Download the exported data',
  'POST /tenants/{id}/database-logins': 'Get a database login',
  'POST /tenants/{id}/database-logins/{login}/revoke': 'End a database login',
  'POST /tenants/{id}/administrator': 'Invite the administrator',
  'POST /tenants/{id}/isolation': 'Isolate a tenant',
  'POST /tenants/{id}/isolation/end': 'End an isolation',
  'POST /tenants/{id}/suspension': 'Suspend a tenant',
  'POST /tenants/{id}/suspension/end': 'Resume a tenant',
  'POST /notifications': 'Subscribe to notifications',
  'PATCH /notifications/{notification}': 'Change a subscription',
  'DELETE /notifications/{notification}': 'Remove a subscription',
  'POST /notifications/{notification}/test': 'Send a test notification',
  'POST /notifications/{notification}/deliveries/{delivery}/resend': 'Send a notification again',
  'POST /people': 'Invite somebody to the console',
  'PATCH /people/{person}': 'Change what somebody may do',
  'POST /people/{person}/removal': 'Remove somebody from the console',
  'POST /replays': 'Start a replay',
  'POST /dead-letters/redrive': 'Send failed messages again',
  'POST /dead-letters/discard': 'Discard failed messages',
  'POST /dead-letters/{queue}/{messageId}/redrive': 'Send a failed message again',
  'POST /dead-letters/{queue}/{messageId}/discard': 'Discard a failed message',
};

/** An action of the audit in words; the route itself where a release had another. */
export const actionText = (action: string): string => (ACTIONS as Readonly<Record<string, string>>)[action] ?? action;
