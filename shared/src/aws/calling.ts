import { AsyncLocalStorage } from 'node:async_hooks';

/** One run of a step: a step that waits runs again later. */
export interface StepRun {
  /** `network.natGateway`. */
  readonly stepId: string;
  readonly direction: string;
  /** Of the stage's record: 1 is the on-boarding, later ones verify. */
  readonly generation: number;
  /** Calls of AWS that have begun, and those without an answer. */
  readonly calls: { begun: number; open: number };
}
interface Caller {
  readonly tenantId?: string;
  readonly step?: StepRun;
}
const calling = new AsyncLocalStorage<Caller>();

/** For whom, and from which step, AWS is called just now. */
export const callerNow = (): Caller => calling.getStore() ?? {};

/** Runs work for one tenant, so that every AWS call it makes says for whom. */
export const callingFor = <T>(tenantId: string | undefined, work: () => Promise<T>): Promise<T> =>
  tenantId === undefined ? work() : calling.run({ ...calling.getStore(), tenantId }, work);

/** Runs a step so that every AWS call it makes says where it comes from, e.g. `network.natGateway`. */
export const callingFrom = <T>(step: Omit<StepRun, 'calls'>, work: () => Promise<T>): Promise<T> =>
  calling.run({ ...calling.getStore(), step: { ...step, calls: { begun: 0, open: 0 } } }, work);

interface Arguments {
  readonly request: { readonly headers: Record<string, string> };
}
type Handler = (args: unknown) => Promise<unknown>;

const addToUserAgent =
  (metadata: (caller: Caller) => readonly (string | false | undefined)[]) =>
  (next: Handler): Handler =>
  (args) => {
    const said = metadata(callerNow()).filter((one) => one);
    const { headers } = (args as Arguments).request;
    if (said.length > 0) headers['user-agent'] = [headers['user-agent'] ?? '', ...said].join(' ');
    return next(args);
  };
const tenant = ({ tenantId }: Caller) => tenantId && `md/tenant#${tenantId}`;

/**
 * Middleware that adds step and tenant to the user agent, where CloudTrail shows it (`userAgent`): the answer to who deleted a
 * route, with stage and step. In the SDK's own notation for metadata, `md/name#value`; the header is not part of the signature.
 */
export const tellStep = addToUserAgent((caller) => [caller.step && `md/tenantry#${caller.step.stepId}`, tenant(caller)]);

/** For calls that every step may be the first to need, such as AssumeRole: the tenant alone. */
export const tellTenant = addToUserAgent((caller) => [tenant(caller)]);
