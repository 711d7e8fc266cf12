import type { Fault, FaultEffect, FaultMatch } from '@laptop/aws/gateway/faults';
import { LAST } from '@tenantry/saga/stages';
import { CREATES } from '@tenantry/shared/aws/ambiguous';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { REFUSED_BY_MODEL } from '../../laptop/src/refused-by-model.ts';
import { type CallSite, siteId, siteNamed } from './call-sites.ts';
import { sliceOf } from './slice.ts';
import { throttlingOf } from './throttling.ts';

/**
 * What goes wrong at a call site. `error`: AWS fails before the effect, as often as the SDK repeats the call. `drop`: the connection
 * breaks after the effect. `throttle`: more often than the SDK repeats the call. `kill`: the function's process dies after the
 * effect. `refuse`: the step's requests break the API's model, for good.
 */
export const KINDS = ['error', 'drop', 'throttle', 'kill', 'refuse'] as const;
export type Kind = (typeof KINDS)[number];

/** One tenant of the matrix: a fault kind at a call site; `refuse` meets every call of the site's step. */
export interface FaultCase {
  readonly id: string;
  readonly site: CallSite;
  readonly kind: Kind;
}

/** The SDK sends a call so often before the product sees an error (shared/src/aws/client.ts). */
const SDK_ATTEMPTS = 4;

/** Each call site with each fault, and one refusal for each step of on-boarding. */
export const casesOf = (sites: readonly CallSite[]): readonly FaultCase[] => {
  const met = sites.flatMap((site) =>
    (['error', 'drop', 'throttle', 'kill'] as const).map((kind) => ({ id: `${siteId(site)}/${kind}`, site, kind })),
  );
  const steps = new Map<string, FaultCase>();
  for (const site of sites) {
    const { direction, stage, step } = site;
    const id = `${direction}/${stage}.${step}/refuse`;
    // Offboard is never rolled back, so only building can be refused for good.
    if (direction === 'forward' && step !== undefined && stage !== LAST && !steps.has(id)) steps.set(id, { id, site, kind: 'refuse' });
  }
  return [...met, ...steps.values()];
};

const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name);

/** The case that an id names: `forward/network.natGateway/tenant/ec2.CreateNatGateway/kill`, `forward/network.natGateway/refuse`. */
export const caseNamed = (id: string): FaultCase => {
  const at = id.lastIndexOf('/');
  const kind = id.slice(at + 1);
  if (!isKind(kind)) throw new Error(`a case's id ends with one of ${KINDS.join(', ')}, not ${id}`);
  // A refusal meets every call of its step.
  const site = siteNamed(kind === 'refuse' ? `${id.slice(0, at)}/any/any.any` : id.slice(0, at));
  return { id, site, kind };
};

const effectOf = ({ kind, site: { service } }: FaultCase): FaultEffect => {
  switch (kind) {
    case 'error':
      return { kind: 'error', code: 'InternalError', message: 'a fault of the matrix', status: 500 };
    case 'drop':
      return { kind: 'drop-after' };
    case 'throttle':
      return { kind: 'error', ...throttlingOf(service), message: 'a fault of the matrix' };
    case 'kill':
      return { kind: 'kill' };
    case 'refuse':
      return REFUSED_BY_MODEL;
  }
};

const timesOf = ({ kind, site: { operation } }: FaultCase): number | null => {
  if (kind === 'refuse') return null;
  if (kind === 'throttle') return SDK_ATTEMPTS + 1;
  // A lost answer to a creation is not sent again by the SDK: the step looks first.
  return kind === 'error' && !CREATES.test(operation) ? SDK_ATTEMPTS : 1;
};

const matchOf = ({ kind, site }: FaultCase, tenantId: string): FaultMatch => {
  const { stage, step, account, service, operation, event } = site;
  const place: FaultMatch =
    step === undefined
      ? { role: `tenantry-dev-${stage}-function`, labels: { tenant: tenantId } }
      : { labels: { tenant: tenantId, step: `${stage}.${step}` } };
  if (kind === 'refuse') return place;
  const shared: Readonly<Record<string, string>> = ACCOUNTS;
  return {
    ...place,
    service,
    operation,
    ...(account === 'tenant' ? { outside: Object.values(ACCOUNTS) } : { account: shared[account] ?? account }),
    ...(event === undefined ? {} : { contains: `"DetailType":"${event}"` }),
  };
};

/** The fault of a case, for the tenant that lives it. */
export const faultOf = (faultCase: FaultCase, tenantId: string): Fault => ({
  match: matchOf(faultCase, tenantId),
  effect: effectOf(faultCase),
  nth: faultCase.site.nth,
  times: timesOf(faultCase),
});

/** A slice of so many cases, the same every time: each stage, direction and kind is there before any is there twice. */
export const sampleOf = (cases: readonly FaultCase[], size: number): readonly FaultCase[] =>
  sliceOf(cases, size, ({ site, kind }) => `${site.direction} ${site.stage} ${kind}`);
