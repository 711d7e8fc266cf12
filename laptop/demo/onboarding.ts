import { askApi } from './api.ts';
import { pause } from './pause.ts';
import type { ProgressView, StageRow } from './progress.ts';
import type { SuperAdmin } from './super-admin.ts';

/** As much of the super admin API's tenant as the demo reads. */
export interface Tenant {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly domain: string;
  readonly adminEmail: string;
  readonly state: string;
  readonly requestedAt: string;
  readonly readyAt?: string;
  readonly stages: readonly {
    readonly stage: string;
    readonly step: string;
    readonly state: StageRow['state'];
    readonly reason?: string;
    readonly since: string;
    readonly at: string;
    readonly finishedAt?: string;
    readonly failure?: {
      readonly step: string;
      readonly call: string;
      readonly code: string;
      readonly message: string;
      readonly advice: string;
    };
  }[];
  readonly configuration: Readonly<Record<string, unknown>>;
}
export interface NewTenant {
  readonly name: string;
  readonly slug: string;
  readonly domain: string;
  readonly adminEmail: string;
  readonly plan: string;
}

export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

/** Asks for a tenant; answers its id. Throws DemoFailure with the API's own words. */
export const requestTenant = async (admin: SuperAdmin, tenant: NewTenant, idempotencyKey: string): Promise<string> => {
  const answer = await askApi(`${admin.apiUrl}/tenants`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await admin.token()}`, 'idempotency-key': idempotencyKey },
    body: tenant,
  });
  if (answer.status !== 202) throw new DemoFailure(`POST /tenants answered ${answer.status}: ${answer.text}`);
  return (JSON.parse(answer.text) as { tenantId: string }).tenantId;
};

export const getTenant = async (admin: SuperAdmin, token: string, tenantId: string): Promise<Tenant> => {
  const answer = await askApi(`${admin.apiUrl}/tenants/${tenantId}`, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new DemoFailure(`GET /tenants/${tenantId} answered ${answer.status}: ${answer.text}`);
  return JSON.parse(answer.text) as Tenant;
};

const POLL_MS = 400;

export type StageFailure = NonNullable<Tenant['stages'][number]['failure']> & { readonly stage: string };
export interface Watch {
  /** The states in which a tenant is done. */
  readonly until: readonly string[];
  readonly title: string;
  /** Called while a stage of the tenant has failed or stalled; without it that is the end. */
  readonly failed?: (tenant: Tenant, failure: StageFailure) => void;
}

/** The failure of a stage that gave up: one that is tried again names its failure too, and goes on by itself. */
export const failureOf = ({ stages }: Pick<Tenant, 'stages'>): StageFailure | undefined => {
  const found = stages.find((s) => s.failure && (s.state === 'failed' || s.state === 'stalled'));
  return found?.failure && { ...found.failure, stage: found.stage };
};

/**
 * Watches tenants until each is ready.
 * @throws DemoFailure naming stage, step, call, code and advice of the first that fails or stalls, or when `limitMs` passes
 */
export const watchTenants = async (
  admin: SuperAdmin,
  ids: readonly string[],
  view: ProgressView,
  limitMs: number,
  { until, title, failed }: Watch = { until: ['ready'], title: 'on-boarding' },
): Promise<readonly Tenant[]> => {
  const started = Date.now();
  for (;;) {
    const token = await admin.token();
    const tenants = await Promise.all(ids.map((id) => getTenant(admin, token, id)));
    const elapsed = Date.now() - started;
    view.show(tenants.flatMap(rowsOf), elapsed, title);
    for (const tenant of tenants) {
      const failure = failureOf(tenant);
      if (!failure || until.includes(tenant.state)) continue;
      if (!failed) throw new DemoFailure(whatFailed(tenant));
      failed(tenant, failure);
    }
    if (tenants.every((tenant) => until.includes(tenant.state))) {
      view.end();
      return tenants;
    }
    if (elapsed > limitMs) throw new DemoFailure(`not ready after ${Math.round(elapsed / 1000)} s: ${tenants.map(whereItIs).join('; ')}`);
    await pause(POLL_MS);
  }
};

const rowsOf = (tenant: Tenant): readonly StageRow[] =>
  tenant.stages.map(({ stage, step, state, reason, since, finishedAt }) => ({
    tenant: tenant.slug,
    stage,
    step,
    state: finishedAt ? 'done' : state === 'done' ? 'idle' : state,
    reason: finishedAt ? '' : (reason ?? ''),
    elapsedMs: since ? Date.parse(finishedAt ?? new Date().toISOString()) - Date.parse(since) : 0,
  }));

const whereItIs = ({ slug, stages }: Tenant): string =>
  `${slug}: ${
    stages
      .filter((s) => !s.finishedAt)
      .map((s) => `${s.stage} at ${s.step} (${s.state}${s.reason ? `: ${s.reason}` : ''})`)
      .join(', ') || 'no stage has begun'
  }`;

const whatFailed = (tenant: Tenant): string => {
  const failure = failureOf(tenant);
  return failure ? `${tenant.slug} is ${tenant.state}: ${describeFailure(failure)}` : `${tenant.slug} is ${tenant.state}`;
};

/** A failure in words: where, which call, AWS's code, what to do. */
export const describeFailure = ({ stage, step, call, code, message, advice }: StageFailure): string =>
  `stage ${stage}, step ${step}${call ? `, call ${call}` : ''}: ${code}: ${message}\n  what to do: ${advice}`;
