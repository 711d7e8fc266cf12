import type { WebACL } from '@aws-sdk/client-wafv2';
import { below, managedRules, type RequestLimits, rateLimits, visibleAs } from '@tenantry/shared/aws/console-front';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/** What a web ACL says that lets nobody in. */
export type ShutSettings = Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'CustomResponseBodies' | 'VisibilityConfig'>>;

const API_PATH = new TextEncoder().encode('/api/');

/** Who asks the API is a program, which reads no page: what it gets is problem details (RFC 9457), as of the API itself. */
const PROBLEM = 'problem';
/** The body by its key: one page for everybody. */
const BODY = 'page';

interface Shut {
  /** For people, HTML. */
  readonly page: string;
  /** For programs: code, and what it means. */
  readonly problem: { readonly code: string; readonly title: string; readonly detail: string };
  readonly headers?: readonly { readonly Name: string; readonly Value: string }[];
}
const shutSettings = (tenantId: string, { page, problem: { code, title, detail }, headers = [] }: Shut): ShutSettings => {
  const blocked = (CustomResponseBodyKey: string) => ({
    Block: {
      CustomResponse: {
        ResponseCode: 503,
        CustomResponseBodyKey,
        ...(headers.length > 0 ? { ResponseHeaders: headers.map((header) => ({ ...header })) } : {}),
      },
    },
  });
  return {
    DefaultAction: blocked(BODY),
    Rules: [{ Name: 'api', Priority: 0, Action: blocked(PROBLEM), Statement: below(API_PATH), VisibilityConfig: visibleAs('api') }],
    CustomResponseBodies: {
      [BODY]: { ContentType: 'TEXT_HTML' as const, Content: page },
      // WAF sends it as `application/json`: of JSON it knows no other type (AWS WAF API reference, CustomResponseBody).
      [PROBLEM]: {
        ContentType: 'APPLICATION_JSON' as const,
        Content: JSON.stringify({ type: `urn:tenantry:problem:${code}`, title, status: 503, detail }),
      },
    },
    VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
  };
};

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`;

/** What it says of an isolated tenant: who it is stands nowhere. */
export const isolatedSettings = (tenantId: string): ShutSettings =>
  shutSettings(tenantId, {
    page: page('Not available', 'This service is shut for now. Your data is kept.'),
    problem: { code: 'shut', title: 'Not available', detail: 'This service is shut for now.' },
  });

/** Seconds after which a program may ask again; nobody knows when a suspension ends. */
const RETRY_AFTER = 3_600;
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** What it says of a suspended tenant: whose page it is, and that nothing is lost. */
export const suspendedSettings = (tenantId: string, name: string): ShutSettings =>
  shutSettings(tenantId, {
    page: page(escapeHtml(name), 'This service is suspended for now. Your data is kept.'),
    problem: { code: 'suspended', title: 'Suspended', detail: 'This service is suspended for now. Its data is kept.' },
    headers: [{ Name: 'Retry-After', Value: String(RETRY_AFTER) }],
  });

/** What the web ACL of a tenant says: allow what no rule blocks. @param requests by the tenant's plan */
export const webAclSettings = (
  tenantId: string,
  requests: RequestLimits,
): Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'VisibilityConfig'>> => {
  const limits = rateLimits(requests, API_PATH);
  return {
    DefaultAction: { Allow: {} },
    Rules: [...limits, ...managedRules(limits.length)],
    VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
  };
};
