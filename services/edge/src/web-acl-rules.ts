import type { WebACL } from '@aws-sdk/client-wafv2';
import { managedRules, type RequestLimits, rateLimits, visibleAs } from '@tenantry/shared/aws/console-front';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/** What everybody is answered while the tenant is isolated. */
const ISOLATED = 'isolated';
const PAGE =
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>Not available</title><h1>Not available</h1><p>This service is shut for now. Your data is kept.</p></html>';

/** What it says of an isolated tenant: nobody is let in. */
export const isolatedSettings = (tenantId: string) =>
  ({
    DefaultAction: { Block: { CustomResponse: { ResponseCode: 503, CustomResponseBodyKey: ISOLATED } } },
    Rules: [],
    CustomResponseBodies: { [ISOLATED]: { ContentType: 'TEXT_HTML', Content: PAGE } },
    VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
  }) satisfies Partial<WebACL>;

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
