import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type AllowedHosts, addressProblem, hostOf, isPublic, NOT_PUBLIC } from '../model/address.ts';
import type { Outcome } from '../model/delivery.ts';

type Resolved = (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void;
/** As `dns.lookup` with `all`. */
export type Lookup = (host: string, options: LookupOptions & { readonly all: true }, done: Resolved) => void;
const systemLookup: Lookup = (host, options, done) => dnsLookup(host, options, done);

/** Milliseconds for everything: connection, request and answer. */
const TIMEOUT = 10_000;

class NotPublic extends Error {
  override readonly name = 'NotPublic';
}

/**
 * Looks a host up for a connection, and lets none through of which any address is not public: the addresses that were looked at are those
 * that are connected to, so that nobody changes the DNS record in between.
 */
const guardedLookup =
  (lookup: Lookup): LookupFunction =>
  (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error) return done(error, '', 0);
      if (!first || addresses.some(({ address }) => !isPublic(address))) return done(new NotPublic(NOT_PUBLIC), '', 0);
      return options.all ? done(null, [...addresses]) : done(null, first.address, first.family);
    });
  };

/** Whether DNS leads a host to the public internet alone, now. A host that is not known yet is no secret way in. */
export const leadsElsewhere = async (url: string, allowed: AllowedHosts, lookup: Lookup = systemLookup): Promise<boolean> => {
  const host = hostOf(new URL(url));
  if (allowed.includes(host)) return false;
  return await new Promise((resolve) =>
    lookup(host, { all: true }, (error, addresses) => resolve(!error && addresses.some(({ address }) => !isPublic(address)))),
  );
};

/**
 * Posts JSON. Redirections are not followed: they would lead where nobody has looked. What it says of a failure never holds the address.
 * @returns taken for 2xx; every failure as a problem, none is thrown
 */
export const post = (
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
  allowed: AllowedHosts,
  lookup: Lookup = systemLookup,
): Promise<Outcome> => {
  const refused = addressProblem(url, allowed);
  if (refused) return Promise.resolve({ isTaken: false, problem: refused.problem });
  const target = new URL(url);
  const isAllowed = allowed.includes(hostOf(target));
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'Tenantry', ...headers },
    agent: false as const,
    signal: AbortSignal.timeout(TIMEOUT),
    ...(isAllowed ? {} : { lookup: guardedLookup(lookup) }),
  };
  return new Promise((resolve) => {
    const answered = (response: IncomingMessage): void => {
      const status = response.statusCode ?? 0;
      response.destroy(); // nobody reads what it says
      resolve(
        status >= 200 && status < 300 ? { isTaken: true, status } : { isTaken: false, status, problem: `the receiver answered ${status}` },
      );
    };
    const request = target.protocol === 'http:' ? httpRequest(target, options, answered) : httpsRequest(target, options, answered);
    request.on('error', (error: NodeJS.ErrnoException) => resolve({ isTaken: false, problem: problemOf(error) }));
    request.end(body);
  });
};

/** Node's messages name addresses. */
const problemOf = (error: NodeJS.ErrnoException): string => {
  if (error instanceof NotPublic) return NOT_PUBLIC;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return `the receiver did not answer within ${TIMEOUT / 1000} s`;
  return `the receiver cannot be reached: ${error.code ?? error.name}`;
};
