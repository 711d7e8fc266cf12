import { reached, states } from '../states.ts';
import type { AwsResult } from './call.ts';
import type { Elsewhere } from './elsewhere.ts';
import type { EmulatorClient } from './emulator.ts';
import { createErrorCache, type ErrorTtls } from './error-cache.ts';
import type { HostRequest } from './host-request.ts';
import { createNegativeAnswers } from './negative-dns.ts';
import { distributionStates } from './rules/cloudfront/state.ts';
import { absolute, writtenRecords } from './rules/route53/resolution.ts';
import { createSignIn } from './sign-in/sign-in.ts';
import type { GatewayContext } from './types.ts';
import { webAclAnswer } from './web-acl.ts';

/** The names that are no AWS endpoint: those of the world's domain, distributions' and HTTP APIs' own, and what something else answers. */
export interface Hosts {
  /** Answers a request for such a name, or undefined when it is an AWS API call. */
  readonly answer: (request: HostRequest) => Promise<AwsResult> | undefined;
  /** The account of an unsigned Cognito call, by the app client or pool that it names. */
  readonly cognitoAccount: (params: Readonly<Record<string, unknown>>) => Promise<string | undefined>;
}

const EXECUTE_API_HOST = /^([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;
const EXECUTE_API_PATH = /^\/_aws\/execute-api\/([a-z0-9]+)(\/|$)/;
const SIGN_IN_PATH = /^\/(oauth2|login|logout|saml2)(\/|\?|$)/;
/** A hosted name as a path, for programs that do not find `*.localhost`: `/_aws/at/shop.app.localhost/api/orders`. */
const AT_PATH = /^\/_aws\/at\/([a-z0-9.-]+)(\/.*)$/;
const DISTRIBUTION_HOST = /^[a-z0-9]+\.cloudfront\.net$/;

/** Host and path of a request, whether it came as to a server or as to a proxy. */
export const requestTarget = (url: string, hostHeader: string | undefined): { host: string; path: string } => {
  if (/^https?:\/\//.test(url)) {
    const target = new URL(url);
    return { host: target.hostname.toLowerCase(), path: `${target.pathname}${target.search}` };
  }
  return { host: (hostHeader ?? '').replace(/:\d+$/, '').toLowerCase(), path: url };
};

interface Resolved {
  readonly target?: string;
  readonly distribution?: {
    readonly id: string;
    readonly accountId: string;
    readonly enabled: boolean;
    readonly aliases: readonly string[];
    readonly webAclId: string;
    readonly errorTtls: ErrorTtls;
  };
}

/** What a browser would report: no such name, or nobody answers there; the reason stands in the body. */
const unreachable = (host: string, why: string, status = 502): AwsResult => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-laptop-unreachable': 'true' },
  body: Buffer.from(`${host} does not answer: ${why}\n`),
});

/** A claim of a JSON web token, unverified: it only says which account has the pool that verifies it. */
const claim = (token: unknown, name: string): string | undefined => {
  if (typeof token !== 'string') return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    const value = typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
};

export const createHosts = (emulator: EmulatorClient, secret: string, context: GatewayContext, elsewhere: Elsewhere): Hosts => {
  const owners = new Map<string, string>();
  const ownerOf = async (kind: 'apiId' | 'clientId' | 'poolId', id: string): Promise<string | undefined> => {
    const key = `${kind}:${id}`;
    const cached = owners.get(key);
    if (cached !== undefined) return cached;
    const { accountId } = (await emulator.internal('owner', { [kind]: id })).output;
    if (typeof accountId !== 'string') return undefined;
    owners.set(key, accountId);
    return accountId;
  };

  /** Ids of distributions that have been everywhere at least once: a later change leaves the earlier version in service. */
  const served = (): Record<string, true> => context.state('hosts.served', () => ({}));
  const isDeployed = (id: string): boolean => {
    const changedAt = distributionStates(context)[id]?.changedAt;
    if (served()[id] || changedAt === undefined || reached(context.clock, changedAt, states.distributionDeployed)) {
      served()[id] = true;
      return true;
    }
    return false;
  };
  const recordPending = (host: string): boolean => {
    const written = ['A', 'AAAA', 'CNAME'].map((type) => writtenRecords(context)[`${absolute(host)} ${type}`]);
    const known = written.filter((at) => at !== undefined);
    return known.length > 0 && !known.some((at) => reached(context.clock, at, states.recordInSync));
  };

  const send = (request: HostRequest, path: string, headers: Readonly<Record<string, string>>): Promise<AwsResult> =>
    emulator.send(request.method, path, { ...request.headers, host: request.host, 'x-laptop-secret': secret, ...headers }, request.body);

  const { domain } = context.world.dns;
  const errors = createErrorCache(context);
  const missing = createNegativeAnswers(context);
  const noSuchName = async (host: string, why: string): Promise<AwsResult> => {
    await missing.keep(host);
    return unreachable(host, why);
  };
  const viewDistribution = async (request: HostRequest, direct: boolean): Promise<AwsResult> => {
    const { host } = request;
    if (!direct && missing.isKept(host))
      return unreachable(host, "resolvers keep for as long as the zone's SOA says that it did not exist");
    const question = { name: host, account: context.world.dns.account, direct };
    const { target, distribution } = (await emulator.internal('resolve', question)).output as Resolved;
    if (target === undefined) return noSuchName(host, 'its public zone has no record of this name');
    if (!direct && recordPending(host)) return noSuchName(host, 'its Route 53 record is not in sync yet');
    if (!distribution) return unreachable(host, `its record leads to ${target}, which is no CloudFront distribution`);
    const { id, accountId, enabled, aliases, webAclId, errorTtls } = distribution;
    if (!enabled) return unreachable(host, `its CloudFront distribution ${id} is disabled`);
    if (!isDeployed(id)) return unreachable(host, `its CloudFront distribution ${id} is not deployed yet`);
    const named = direct || aliases.some((alias) => alias === host || (alias.startsWith('*.') && host.endsWith(alias.slice(1))));
    if (!named) return unreachable(host, `its CloudFront distribution ${id} has no alternate domain name ${host}`);
    const viewed = { ...request, distributionId: id };
    const early = (await webAclAnswer(context, accountId, webAclId, request)) ?? errors.find(viewed);
    if (early) return early;
    const answer = await send(request, request.path, { 'x-laptop-account': accountId, 'x-laptop-distribution': id });
    errors.keep(viewed, errorTtls, answer);
    return answer;
  };

  const callApi = async (request: HostRequest, apiId: string, path: string): Promise<AwsResult> => {
    const accountId = await ownerOf('apiId', apiId);
    if (accountId === undefined) return unreachable(request.host, `there is no HTTP API ${apiId}`);
    return send(request, path, { 'x-laptop-account': accountId });
  };

  const signIn = createSignIn(emulator, context);
  return {
    answer: (request) => {
      const [, named, below] = AT_PATH.exec(request.path) ?? [];
      const { host, path } = named === undefined ? request : { host: named, path: below ?? '/' };
      const page = signIn(request);
      if (page) return page;
      // The emulator has such pages at every address, whatever domain a pool has.
      if (SIGN_IN_PATH.test(path)) return Promise.resolve(unreachable(host, 'no user pool has it as its domain', 404));
      if (host.endsWith(`.${domain}`) || host === domain) return viewDistribution({ ...request, host, path }, false);
      if (DISTRIBUTION_HOST.test(host)) return viewDistribution(request, true);
      const byHost = EXECUTE_API_HOST.exec(host)?.[1];
      if (byHost !== undefined) return callApi(request, byHost, `/_aws/execute-api/${byHost}${path}`);
      const byPath = EXECUTE_API_PATH.exec(path)?.[1];
      if (byPath !== undefined) return callApi(request, byPath, path);
      const answered = elsewhere.ask({ ...request, host, path });
      if (answered || named === undefined) return answered;
      return Promise.resolve(unreachable(host, 'it is no name of this AWS, and nothing on this machine answers it'));
    },
    cognitoAccount: async (params) => {
      const token = params.AccessToken;
      const client = params.ClientId ?? claim(token, 'client_id');
      if (typeof client === 'string') return ownerOf('clientId', client);
      return typeof params.UserPoolId === 'string' ? ownerOf('poolId', params.UserPoolId) : undefined;
    },
  };
};
