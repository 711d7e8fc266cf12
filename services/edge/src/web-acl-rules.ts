import type { WebACL } from '@aws-sdk/client-wafv2';
import { managedRules, type RequestLimits, rateLimits, visibleAs } from '@tenantry/shared/aws/console-front';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/** What a web ACL says that lets nobody in. */
export type ShutSettings = ReturnType<typeof shutSettings>;

/** The body by its key: one page for everybody. */
const BODY = 'page';
const shutSettings = (tenantId: string, Content: string, headers: readonly { readonly Name: string; readonly Value: string }[] = []) =>
  ({
    DefaultAction: {
      Block: {
        CustomResponse: {
          ResponseCode: 503,
          CustomResponseBodyKey: BODY,
          ...(headers.length > 0 ? { ResponseHeaders: headers.map((header) => ({ ...header })) } : {}),
        },
      },
    },
    Rules: [],
    CustomResponseBodies: { [BODY]: { ContentType: 'TEXT_HTML' as const, Content } },
    VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
  }) satisfies Partial<WebACL>;

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`;

/** What it says of an isolated tenant: who it is stands nowhere. */
export const isolatedSettings = (tenantId: string): ShutSettings =>
  shutSettings(tenantId, page('Not available', 'This service is shut for now. Your data is kept.'));

/** Seconds after which a program may ask again; nobody knows when a suspension ends. */
const RETRY_AFTER = 3_600;
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** What it says of a suspended tenant: whose page it is, and that nothing is lost. */
export const suspendedSettings = (tenantId: string, name: string): ShutSettings =>
  shutSettings(tenantId, page(escapeHtml(name), 'This service is suspended for now. Your data is kept.'), [
    { Name: 'Retry-After', Value: String(RETRY_AFTER) },
  ]);

const API_PATH = new TextEncoder().encode('/api/');

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
