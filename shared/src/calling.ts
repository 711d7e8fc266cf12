import { AsyncLocalStorage } from 'node:async_hooks';

const calling = new AsyncLocalStorage<string>();

/** Runs a step so that every AWS call it makes says where it comes from, e.g. `network.natGateway`. */
export const callingFrom = <T>(place: string, work: () => Promise<T>): Promise<T> => calling.run(place, work);

interface Arguments {
  readonly request: { readonly headers: Record<string, string> };
}
type Handler = (args: unknown) => Promise<unknown>;

/**
 * Middleware that adds the step to the user agent, where CloudTrail shows it (`userAgent`): whoever wonders who deleted a route
 * finds stage and step. In the SDK's own notation for metadata, `md/name#value`; the header is not part of the signature.
 */
export const tellStep =
  (next: Handler): Handler =>
  (args) => {
    const place = calling.getStore();
    const { headers } = (args as Arguments).request;
    if (place) headers['user-agent'] = `${headers['user-agent'] ?? ''} md/tenantry#${place}`;
    return next(args);
  };
