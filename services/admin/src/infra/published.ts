import {
  InvitationRequested,
  IsolationChanged,
  OffboardRequested,
  RecordsErased,
  StageRetryRequested,
  SuspensionChanged,
  TenantChanged,
  TenantRequested,
  TenantVariablesChanged,
} from '@tenantry/events-schema/admin';
import { AttentionHandled, TenantAttentionCleared, TenantAttentionRaised } from '@tenantry/events-schema/attention';
import { DriftCheckRequested } from '@tenantry/events-schema/drift';
import { TenantHealthChanged } from '@tenantry/events-schema/health';

/** What this service says on the bus, and no other: what super admins ask for, and what follows from what was heard. */
export const PUBLISHED = [
  TenantRequested,
  TenantVariablesChanged,
  TenantChanged,
  InvitationRequested,
  IsolationChanged,
  SuspensionChanged,
  OffboardRequested,
  StageRetryRequested,
  RecordsErased,
  TenantAttentionRaised,
  TenantAttentionCleared,
  AttentionHandled,
  TenantHealthChanged,
  DriftCheckRequested,
] as const;
