import type { WebACL } from '@aws-sdk/client-wafv2';
import { managedRules, type RequestLimits, rateLimits, visibleAs } from '@tenantry/shared/aws/console-front';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/**
 * In five minutes. A hospital of three hundred people behind one address, each of whom asks every three seconds, is at the limit of the
 * API's stage (`THROTTLING`), not of the address. All of them load the console's files at the start of a shift, which do not count.
 */
export const REQUEST_LIMITS: RequestLimits = { address: 30_000, person: 3_000, stranger: 1_000 };

const limits = rateLimits(REQUEST_LIMITS, new TextEncoder().encode('/api/'));

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

/** What the web ACL of a tenant says: allow what no rule blocks. */
export const webAclSettings = (tenantId: string): Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'VisibilityConfig'>> => ({
  DefaultAction: { Allow: {} },
  Rules: [...limits, ...managedRules(limits.length)],
  VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
});
