import { AccountReady, AccountReleased } from './account.ts';
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
} from './admin.ts';
import { AttentionHandled, TenantAttentionCleared, TenantAttentionRaised } from './attention.ts';
import { DnsReady, DnsRemoved } from './dns.ts';
import { DriftCheckRequested, StageDriftChecked } from './drift.ts';
import { CertificateRequested, EdgeReady, EdgeRemoved, OriginReady } from './edge.ts';
import type { AnyEventDefinition } from './event.ts';
import { TenantHealthChanged } from './health.ts';
import { MailSenderChanged, MailUndelivered } from './mail.ts';
import { NetworkPeered, NetworkRemoved } from './network.ts';
import { AccountClosed, AccountClosingDated, ErasureCertified, TenantOffboarded, TenantOffboarding } from './offboard.ts';
import { PipelineRemoved, TenantReady } from './pipeline.ts';
import { ReleaseFailed, ReleaseMade, ReleaseRequested } from './release.ts';
import { StageFailed, StageIsolated, StageProgressed, StageStalled, StageSuspended } from './stages.ts';

/** Every event of the product, in the order of the saga. */
export const allEvents: readonly AnyEventDefinition[] = [
  TenantRequested,
  AccountReady,
  NetworkPeered,
  OriginReady,
  CertificateRequested,
  EdgeReady,
  DnsReady,
  TenantReady,
  StageFailed,
  StageStalled,
  StageProgressed,
  StageRetryRequested,
  TenantVariablesChanged,
  InvitationRequested,
  MailSenderChanged,
  MailUndelivered,
  TenantChanged,
  IsolationChanged,
  StageIsolated,
  SuspensionChanged,
  StageSuspended,
  TenantAttentionRaised,
  TenantAttentionCleared,
  AttentionHandled,
  TenantHealthChanged,
  DriftCheckRequested,
  StageDriftChecked,
  ReleaseMade,
  ReleaseFailed,
  ReleaseRequested,
  OffboardRequested,
  TenantOffboarding,
  PipelineRemoved,
  NetworkRemoved,
  DnsRemoved,
  EdgeRemoved,
  AccountReleased,
  TenantOffboarded,
  RecordsErased,
  ErasureCertified,
  AccountClosingDated,
  AccountClosed,
];
