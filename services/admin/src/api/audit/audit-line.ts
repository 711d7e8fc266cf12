import type { Context } from 'aws-lambda';
import type { AuditLine } from '../../contract/audit.ts';
import type { RouteDefinition } from '../../contract/route.ts';
import type { Caller } from '../request/access.ts';
import type { ApiEvent, Parsed } from '../request/call.ts';

/** A request whose line is written. */
export interface Asked {
  readonly route: string;
  readonly definition: RouteDefinition;
  readonly parsed: Parsed;
  readonly caller: Caller;
  readonly event: ApiEvent;
  readonly context: Context;
}
type Fields = Readonly<Record<string, unknown>>;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The line of a request before anything is done. Pure. @param id a ULID: lines are listed by it */
export const lineOf = ({ route, parsed, caller, event, context }: Asked, id: string, at: string): AuditLine => {
  const path = (parsed.path ?? {}) as Fields;
  const body = (parsed.body ?? {}) as Fields;
  const { id: pathId, ...rest } = path;
  const tenantId = text(pathId) ?? text(body.tenantId);
  const target = Object.values(rest).join('/') || text(body.stage);
  const reason = text(body.reason);
  const sourceIp = event.requestContext.http?.sourceIp;
  return {
    id,
    at,
    by: caller.displayName,
    subject: caller.subject,
    action: route,
    outcome: 'started',
    request: withoutValues(route, body),
    requestId: context.awsRequestId,
    ...(tenantId ? { tenantId } : {}),
    ...(target ? { target } : {}),
    ...(reason ? { reason } : {}),
    ...(sourceIp ? { sourceIp } : {}),
  };
};

const ADDRESSES: readonly string[] = ['url', 'email'];

/** Variables are not for secrets, but people make mistakes: the audit keeps their names only. */
const withoutValues = (route: string, body: Fields): unknown => {
  if (route.endsWith('/variables')) return { variables: Object.keys(body) };
  // Addresses of webhooks are secrets, and those of e-mail are people's.
  if (route.includes('/notifications')) return Object.fromEntries(Object.entries(body).filter(([name]) => !ADDRESSES.includes(name)));
  // An address is a person's: that there was one says that another was named. An invitation's line has the subject.
  const { variables, detail, email, ...rest } = body;
  return {
    ...rest,
    ...(email && !route.endsWith('/people') ? { replaced: true } : {}),
    ...(variables ? { variables: Object.keys(variables) } : {}),
    ...(detail ? { repaired: Object.keys(detail) } : {}),
  };
};
