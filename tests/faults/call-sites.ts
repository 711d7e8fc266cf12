import type { JournalEntry } from '@laptop/aws/gateway/journal';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';

export type Direction = 'forward' | 'backward';

/** A place in the product from which AWS is called: every fault of the matrix meets one of them. */
export interface CallSite {
  readonly direction: Direction;
  /** `network`; for the runner's own calls the name of the function: `network`, `offboard-decide`. */
  readonly stage: string;
  /** Absent for calls that the runner makes around the steps. */
  readonly step?: string;
  /** Whose account is called: `tenant`, or one of the shared ones. */
  readonly account: string;
  readonly service: string;
  readonly operation: string;
  /** Of a PutEvents: the event. */
  readonly event?: string;
  /** Which call of this site, counted from 1. */
  readonly nth: number;
}

/** Made once per process, not once per tenant: whether a tenant meets them is chance. */
const ONCE_PER_PROCESS = ['ssm GetParameter', 'sqs GetQueueUrl'];
/** A record is written once or twice per step: these writes stand for all of them. */
const RECORD_WRITES = [1, 2, 3, 5, 8, 13, 21];

const ALIASES = new Map<string, string>(Object.entries(ACCOUNTS).map(([name, id]) => [id, name]));
/** The account's name in the landing zone, or `tenant`. */
export const accountName = (accountId: string): string => ALIASES.get(accountId) ?? 'tenant';

const FUNCTION = /^tenantry-[a-z0-9]+-(.+?)-function$/;
const eventIn = (params: string): string | undefined => /"DetailType":"(\w+)"/.exec(params)?.[1];

const siteOf = (direction: Direction, entry: JournalEntry): Omit<CallSite, 'nth'> | undefined => {
  const { role = '', labels, account, service, operation, params } = entry;
  if (ONCE_PER_PROCESS.includes(`${service} ${operation}`)) return undefined;
  const at = { direction, account: accountName(account), service, operation };
  if (labels?.step !== undefined) {
    const [stage = '', name = ''] = labels.step.split('.');
    return { ...at, stage, step: name };
  }
  const stage = FUNCTION.exec(role)?.[1];
  if (stage === undefined) return undefined;
  const event = operation === 'PutEvents' ? eventIn(params) : undefined;
  return { ...at, stage, ...(event === undefined ? {} : { event }) };
};

/** `forward/network.natGateway/tenant/ec2.CreateNatGateway`. */
export const siteId = ({ direction, stage, step, account, service, operation, event, nth }: CallSite): string =>
  [
    direction,
    step === undefined ? stage : `${stage}.${step}`,
    account,
    [service, operation, event, nth > 1 ? nth : undefined].filter((part) => part !== undefined).join('.'),
  ].join('/');

/** The call sites of one tenant's way in one direction, in the order in which they were first met. */
export const callSites = (direction: Direction, entries: readonly JournalEntry[]): readonly CallSite[] => {
  const seen = new Map<string, { readonly site: CallSite; count: number }>();
  for (const entry of entries) {
    const found = siteOf(direction, entry);
    if (!found) continue;
    const site = { ...found, nth: 1 };
    const id = siteId(site);
    const known = seen.get(id);
    if (known) known.count += 1;
    else seen.set(id, { site, count: 1 });
  }
  return [...seen.values()].flatMap(({ site, count }) => {
    const isRecord = site.step === undefined && site.service === 'dynamodb' && site.operation === 'PutItem';
    return isRecord ? RECORD_WRITES.filter((nth) => nth <= count).map((nth) => ({ ...site, nth })) : [site];
  });
};

/** The call site that an id names. Throws when it names none. */
export const siteNamed = (id: string): CallSite => {
  const [direction = '', stepId = '', account = '', call = '', ...rest] = id.split('/');
  const [stage = '', step] = stepId.split('.');
  const [service = '', operation = '', ...more] = call.split('.');
  if (!/^(forward|backward)$/.test(direction) || !stage || !operation || rest.length > 0) throw new Error(`no call site has the id ${id}`);
  const event = more.find((part) => /\D/.test(part));
  return {
    direction: direction as Direction,
    stage,
    ...(step === undefined ? {} : { step }),
    account,
    service,
    operation,
    ...(event === undefined ? {} : { event }),
    nth: Number(more.find((part) => /^\d+$/.test(part)) ?? 1),
  };
};
