import { AccountReady, AccountReleased } from './account.ts';
import { OffboardRequested, StageRetryRequested, TenantRequested, TenantVariablesChanged } from './admin.ts';
import { DnsReady, DnsRemoved } from './dns.ts';
import { CertificateRequested, EdgeReady, EdgeRemoved, OriginReady } from './edge.ts';
import type { EventDefinition } from './event.ts';
import { NetworkPeered, NetworkRemoved } from './network.ts';
import { AccountClosed, AccountClosingDated, TenantOffboarded, TenantOffboarding } from './offboard.ts';
import { PipelineRemoved, TenantReady } from './pipeline.ts';
import { StageFailed, StageProgressed, StageStalled } from './stages.ts';

/** Every event of the product, in the order of the saga. */
export const allEvents: readonly EventDefinition[] = [
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
  OffboardRequested,
  TenantOffboarding,
  PipelineRemoved,
  NetworkRemoved,
  DnsRemoved,
  EdgeRemoved,
  AccountReleased,
  TenantOffboarded,
  AccountClosingDated,
  AccountClosed,
];
