/** Where a tenant is in its life. */
export type TenantState = 'requested' | 'onboarding' | 'ready' | 'stalled' | 'failed' | 'offboarding' | 'offboarded';

/** What one stage last said of a tenant. Times are ISO 8601, UTC. */
export interface StageView {
  readonly stage: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly state: 'started' | 'waiting' | 'retrying' | 'done' | 'stalled' | 'failed';
  readonly generation: number;
  /** What it waits for, or what went wrong. */
  readonly reason?: string;
  /** When the stage began to work for this tenant, and when it last said something. */
  readonly since: string;
  readonly at: string;
  /** Set when the stage has published its last event. */
  readonly finishedAt?: string;
  readonly failure?: StageFailureView;
}
export interface StageFailureView {
  readonly step: string;
  readonly call: string;
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** A line of `GET /tenants`. */
export interface TenantSummary {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly domain: string;
  readonly state: TenantState;
  readonly requestedAt: string;
  /** Stages that wait for a person. */
  readonly stalled: readonly string[];
}

/** `GET /tenants/{id}`. */
export interface TenantView extends TenantSummary {
  readonly adminEmail: string;
  readonly plan: string;
  readonly readyAt?: string;
  /** Stages that have begun, in the order of the saga: account, network, edge, dns, pipeline. */
  readonly stages: readonly StageView[];
  /** Variables and the ids of what was deployed: account, VPC, bucket, distribution, API, user pool, pipeline, first user's secret… */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Events oldest first, without the progress of steps. */
  readonly timeline: readonly TimelineEvent[];
  /** What every step took, oldest first. */
  readonly steps: readonly StepView[];
}
export interface TimelineEvent {
  readonly event: string;
  readonly eventId: string;
  readonly causedBy: string;
  readonly at: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
/** One step in one generation of a stage, in one direction. Durations in seconds. */
export interface StepView {
  readonly stage: string;
  readonly step: string;
  readonly direction: 'ensure' | 'remove';
  readonly generation: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly seconds?: number;
  readonly waits: readonly { readonly reason: string; readonly from: string; readonly to?: string; readonly seconds?: number }[];
  readonly retries: readonly { readonly at: string; readonly reason: string }[];
}
