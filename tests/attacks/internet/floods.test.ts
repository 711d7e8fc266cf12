import path from 'node:path';
import { expect } from '@jest/globals';
import { REQUEST_LIMITS as CONSOLE_LIMITS, consoleFrontTemplate } from '@tenantry/landing-zone/console';
import { RATE_SECONDS } from '@tenantry/shared/aws/console-front';
import { configOf } from '@tenantry/shared/deployment/config';
import { DEFAULT_PLAN, limitsOf } from '@tenantry/shared/deployment/plans';
import admin from '../../../services/admin/serverless.ts';
import { THROTTLING } from '../../../services/edge/src/steps/http-api.ts';
import { webAclSettings } from '../../../services/edge/src/web-acl-rules.ts';
import { attack } from '../attack.ts';

interface Request {
  readonly address: string;
  readonly path: string;
  readonly token?: string;
}
interface Statement {
  readonly ByteMatchStatement?: {
    readonly SearchString: string | Uint8Array;
    readonly TextTransformations: readonly { readonly Priority: number; readonly Type: string }[];
  };
  readonly SizeConstraintStatement?: { readonly Size: number };
  readonly NotStatement?: { readonly Statement: Statement };
  readonly AndStatement?: { readonly Statements: readonly Statement[] };
  readonly RateBasedStatement?: {
    readonly Limit: number;
    readonly EvaluationWindowSec: number;
    readonly AggregateKeyType: string;
    readonly ScopeDownStatement: Statement;
  };
}

/** What AWS WAF does to a text: decoded once, slashes and dots resolved (Developer Guide, "Text transformation options"). */
const TRANSFORMED: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  URL_DECODE: decodeURIComponent,
  NORMALIZE_PATH: path.posix.normalize,
};

/** What the kinds of statement that our rules have say of a request. */
const applies = (statement: Statement, request: Request): boolean => {
  const { ByteMatchStatement: bytes, SizeConstraintStatement: size, NotStatement: not, AndStatement: and } = statement;
  if (bytes) {
    const steps = [...bytes.TextTransformations].sort((a, b) => a.Priority - b.Priority);
    const text = steps.reduce((before, { Type }) => TRANSFORMED[Type]?.(before) ?? '', request.path);
    return text.startsWith(Buffer.from(bytes.SearchString).toString());
  }
  if (size) return (request.token ?? '').length > size.Size;
  if (not) return !applies(not.Statement, request);
  return and?.Statements.every((one) => applies(one, request)) ?? false;
};

/** What a rule counts a request under; undefined where it does not count it. */
const counted = ({ AggregateKeyType }: { AggregateKeyType: string }, { address, token }: Request): string | undefined => {
  if (AggregateKeyType === 'IP') return address;
  return token === undefined ? undefined : `${address} ${token}`;
};

/** How many of the requests, all within the window, come before the web ACL blocks whoever sends them. */
const untilBlocked = (rules: readonly { readonly Statement?: unknown }[], requests: Iterable<Request>): number => {
  const rates = rules.flatMap(({ Statement }) => (Statement as Statement).RateBasedStatement ?? []);
  const counts = rates.map(() => new Map<string, number>());
  let sent = 0;
  for (const request of requests) {
    for (const [i, rate] of rates.entries()) {
      const key = applies(rate.ScopeDownStatement, request) ? counted(rate, request) : undefined;
      if (key === undefined) continue;
      const count = (counts[i]?.get(key) ?? 0) + 1;
      if (count > rate.Limit) return sent;
      counts[i]?.set(key, count);
    }
    sent++;
  }
  return Number.POSITIVE_INFINITY;
};

const consoleAcl = consoleFrontTemplate('prod', configOf('dev')).Resources.WebAcl?.Properties as {
  readonly Rules: readonly { readonly Statement?: unknown }[];
};
const TENANT_LIMITS = limitsOf(configOf('dev'), DEFAULT_PLAN).requests;
const FRONTS = [
  { rules: consoleAcl.Rules, limits: CONSOLE_LIMITS },
  { rules: webAclSettings('T', TENANT_LIMITS).Rules ?? [], limits: TENANT_LIMITS },
];
function* times(count: number, request: (i: number) => Request): Generator<Request> {
  for (let i = 0; i < count; i++) yield request(i);
}
const MOST = 100_000;
const PATHS = ['/api/health', '/%61pi/health', '//api/health', '/x/../api/health', '/api/%2e%2e/api/health'];

attack('flood-by-a-stranger', 'a stranger floods an open route, however he writes its path', () => {
  for (const { rules, limits } of FRONTS) {
    const flood = times(MOST, (i) => ({ address: '198.51.100.7', path: PATHS[i % PATHS.length] ?? '' }));
    expect(untilBlocked(rules, flood)).toBe(limits.stranger);
  }
});

attack('flood-with-made-up-tokens', 'an address sends every request with another token, so that none is counted twice', () => {
  for (const { rules, limits } of FRONTS) {
    const flood = times(MOST, (i) => ({ address: '198.51.100.7', path: '/api/tenants', token: `Bearer ${i}` }));
    expect(untilBlocked(rules, flood)).toBe(limits.address);
  }
});

attack('flood-from-an-office', 'one person floods, and everybody else of the same address is to be locked out', () => {
  for (const { rules, limits } of FRONTS) {
    const flood = times(MOST, () => ({ address: '198.51.100.7', path: '/api/tenants', token: 'Bearer one' }));
    expect(untilBlocked(rules, flood)).toBe(limits.person);
    // What he gets through leaves the others of a large office what they need: a request each three seconds from each of two hundred.
    expect(limits.address - limits.person).toBeGreaterThanOrEqual((200 * RATE_SECONDS) / 3);
  }
});

attack('flood-from-many-addresses', 'many addresses flood together, each below every limit of the web ACL', () => {
  const { DefaultRouteSettings: admins } = admin.resources.extensions.HttpApiStage.Properties;
  // Beyond, API Gateway answers 429 before it asks a function. What a whole office or hospital may ask for, it may.
  for (const [{ ThrottlingRateLimit }, limits] of [[admins, CONSOLE_LIMITS] as const, [THROTTLING, TENANT_LIMITS] as const]) {
    expect(ThrottlingRateLimit).toBeGreaterThanOrEqual(limits.address / RATE_SECONDS);
    expect(ThrottlingRateLimit).toBeLessThanOrEqual(200);
  }
});
