import { AsyncLocalStorage } from 'node:async_hooks';
import { READS } from './generated/reads.ts';
import { nameOfCall } from './log-call.ts';

/** A call of AWS that would have changed something, and was not sent. */
export interface RefusedCall {
  /** `EC2 CreateRoute`. */
  readonly call: string;
  /** What it would have changed: ids and names of the request. */
  readonly target: string;
}
const looking = new AsyncLocalStorage<RefusedCall[]>();

/** Whether nothing may be changed just now. */
export const isLooking = (): boolean => looking.getStore() !== undefined;

/** A call that would have changed something while somebody only looks. It was not sent. */
export class WriteRefused extends Error {
  override readonly name = 'WriteRefused';
  constructor({ call, target }: RefusedCall) {
    super(`${call} ${target}`.trim());
  }
}

/** Runs work in which every client refuses to change anything: what it would have sent is noted in `refused`. */
export const onlyLooking = <T>(refused: RefusedCall[], work: () => Promise<T>): Promise<T> => looking.run(refused, work);

interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}
interface Arguments {
  readonly input?: object;
}
type Handler = (args: unknown) => Promise<unknown>;

/**
 * Middleware that sends nothing but reads while somebody only looks: what the Service Authorization Reference calls Read or List. An operation
 * that is not in that list is refused, whatever its name is.
 */
export const refuseWrites =
  (next: Handler, context: Context): Handler =>
  async (args) => {
    const refused = looking.getStore();
    if (refused === undefined) return next(args);
    const { service, operation } = nameOfCall(context);
    if (READS[service]?.includes(operation)) return next(args);
    const call = { call: `${service} ${operation}`, target: targetOf((args as Arguments).input ?? {}) };
    refused.push(call);
    throw new WriteRefused(call);
  };

/** Members that name something, and nothing that could be a secret or a person. */
const NAMING = /^(Name|Type|Action|Bucket|DestinationCidrBlock|CidrBlock|\w+Id|\w+Name)$/;
const MOST = 8;
const DEEP = 5;

/** Ids and names in a request, as they come. */
const targetOf = (input: object): string => {
  const found: string[] = [];
  const walk = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > DEEP) return;
    for (const [key, member] of Object.entries(value)) {
      const isName = typeof member === 'string' && NAMING.test(key) && /^[\w.:/*-]{1,120}$/.test(member);
      if (isName && found.length < MOST) found.push(member);
      walk(member, depth + 1);
    }
  };
  walk(input, 0);
  return [...new Set(found)].join(' ');
};
