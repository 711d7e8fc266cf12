import { ApiProblem, type Client } from '@tenantry/api-client/client';
import type { Deployment, Episode, Tenant } from '@tenantry/api-client/generated/api';
import { attentionText } from './attention-text.ts';
import { age } from './durations.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { failureText } from './failure-text.ts';
import type { Invocation } from './invocation.ts';
import { failuresOf, type Goal, goalOf, outcomeOf } from './outcome.ts';
import { progressView } from './progress-view.ts';
import { areOver, retriesOf, retriesText } from './retried.ts';
import { rowsOf } from './stage-rows.ts';
import { urlOf } from './tenant-url.ts';
import type { Terminal } from './terminal.ts';

export interface Following {
  /** Where each tenant is to get, by its id; what its state suggests when absent. */
  readonly goals?: Readonly<Record<string, Goal>>;
  /** Seconds after which it gives up; none when absent. */
  readonly timeout?: number | undefined;
  /** Continues when a tenant has stalled or failed: somebody may repair it meanwhile. */
  readonly isPatient?: boolean | undefined;
  /** Seconds between two looks. */
  readonly interval?: number | undefined;
}
const INTERVAL_SECONDS = 1;
/** An API that does not answer for so long is down; a shorter silence is none of a watcher's business. */
const SILENCE_MS = 60_000;

/** Usual times and stages that have not begun; a view without them is still a view. */
const deploymentOf = (api: Client): Promise<Deployment | undefined> =>
  api('GET /deployment').catch((error: unknown) => {
    if (error instanceof ApiProblem && error.status !== 401) return undefined;
    throw error;
  });

/** Shows how tenants move until each is where it is to get. Ends with 6 when one stalls or fails, with 9 when the time is over. */
export const follow = async (
  invocation: Invocation,
  ids: readonly string[],
  { goals = {}, timeout, isPatient = false, interval = INTERVAL_SECONDS }: Following,
): Promise<ExitCode> => {
  const { terminal } = invocation;
  const { api, profile } = await invocation.connect();
  const deployment = await deploymentOf(api);
  const addressOf = (domain: string): string => urlOf(profile, deployment?.publicUrl ?? '{domain}', domain);
  const view = progressView(invocation);
  const started = terminal.now();
  const look = patient(terminal, () => Promise.all(ids.map((id) => api('GET /tenants/{id}', { path: { id } }))));
  const known = new Map<string, Goal>(Object.entries(goals));
  for (;;) {
    const tenants = await look();
    const now = terminal.now();
    const elapsed = (now - started) / 1000;
    view.show(
      tenants,
      tenants.flatMap((tenant) => rowsOf(tenant, deployment, now)),
      elapsed,
    );
    const outcomes = tenants.map((tenant) => {
      const goal = known.get(tenant.tenantId) ?? goalOf(tenant);
      known.set(tenant.tenantId, goal);
      return outcomeOf(tenant, goal);
    });
    const isThere = outcomes.every((outcome) => outcome === 'reached' || (outcome === 'failed' && !isPatient));
    const retries = isThere ? await retriesOfAll(terminal, api, tenants, known) : NO_RETRIES;
    const isSettled = isThere && (outcomes.includes('failed') || [...retries.values()].every(areOver));
    const isLate = timeout !== undefined && elapsed >= timeout;
    if (isSettled || isLate || terminal.interrupted.aborted) {
      sayEnd(invocation, tenants, { retries, now, addressOf });
      if (terminal.interrupted.aborted)
        invocation.note(`what was asked for goes on; look again: tenantry watch ${tenants.map(({ slug }) => slug).join(' ')}`);
      return outcomes.includes('failed') ? EXIT.tenantFailed : isSettled ? EXIT.ok : EXIT.timedOut;
    }
    await terminal.sleep(interval * 1000);
  }
};

/** Repeats what the API does not answer for the moment, until it has been silent for too long. */
const patient =
  <T>({ now, sleep, interrupted }: Terminal, ask: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    for (const began = now(); ; ) {
      try {
        return await ask();
      } catch (error) {
        const isPassing = error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
        if (!isPassing || interrupted.aborted || now() - began > SILENCE_MS) throw error;
        await sleep(INTERVAL_SECONDS * 1000);
      }
    }
  };

type Retries = ReadonlyMap<string, readonly Episode[]>;
const NO_RETRIES: Retries = new Map();
const retriesOfAll = async (
  terminal: Terminal,
  api: Client,
  tenants: readonly Tenant[],
  goals: ReadonlyMap<string, Goal>,
): Promise<Retries> => {
  const found = tenants.map(async (tenant) => {
    const goal = goals.get(tenant.tenantId) ?? {};
    return [tenant.tenantId, await patient(terminal, () => retriesOf(api, tenant, goal))()] as const;
  });
  return new Map(await Promise.all(found));
};

interface End {
  readonly retries: Retries;
  readonly now: number;
  /** Where a tenant's domain is opened. */
  readonly addressOf: (domain: string) => string;
}
const sayEnd = ({ terminal: { out }, styles, isJson }: Invocation, tenants: readonly Tenant[], { retries, now, addressOf }: End): void => {
  for (const tenant of tenants) {
    const { tenantId, slug, state, outcome, requestedAt, readyAt, domain, offboarding, attention = [] } = tenant;
    const failures = failuresOf(tenant);
    // Of a tenant that was ready before; one that became so by the retry says how long that took in all.
    const retried = retriesText((retries.get(tenantId) ?? []).filter(({ at }) => readyAt !== undefined && at > readyAt));
    if (isJson) out.write(`${JSON.stringify({ type: 'end', tenantId, slug, state })}\n`);
    else if (outcome !== undefined && attention.length > 0)
      out.write(attention.map((one) => attentionText(tenant, one, now, styles)).join(''));
    else if (failures.length > 0) out.write(failures.map((failure) => failureText(tenant, failure, styles)).join(''));
    else if (state === 'ready' && retried) out.write(`${styles.green('✔')} ${slug} is ready, ${retried}: ${addressOf(domain)}\n`);
    else if (state === 'ready')
      out.write(
        `${styles.green('✔')} ${slug} is ready after ${age(requestedAt, Date.parse(readyAt ?? new Date(now).toISOString()))}: ${addressOf(domain)}\n`,
      );
    else if (state === 'offboarded') out.write(`${styles.green('✔')} ${slug} is off-boarded, ${offboarding?.leftovers ?? 0} leftovers\n`);
    else out.write(`${slug} is ${state}\n`);
  }
};
