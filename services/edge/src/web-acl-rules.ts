import type { WebACL } from '@aws-sdk/client-wafv2';
import { managedRules, rateLimit, visibleAs } from '@tenantry/shared/aws/console-front';
import { tenantResourceName } from '@tenantry/shared/domain/names';

/**
 * Requests of one address to the API in five minutes: far more than a hospital behind one address needs, far less than a flood. All of a
 * hospital load the console's files at the start of a shift, which do not count.
 */
const REQUESTS_PER_ADDRESS = 5_000;

/** What the web ACL of a tenant says: allow what no rule blocks. */
export const webAclSettings = (tenantId: string): Required<Pick<WebACL, 'DefaultAction' | 'Rules' | 'VisibilityConfig'>> => ({
  DefaultAction: { Allow: {} },
  Rules: [rateLimit(REQUESTS_PER_ADDRESS, new TextEncoder().encode('/api/')), ...managedRules()],
  VisibilityConfig: visibleAs(tenantResourceName(tenantId)),
});
