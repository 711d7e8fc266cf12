import Alert from '@cloudscape-design/components/alert';
import Link from '@cloudscape-design/components/link';
import type { Tenant } from '@tenantry/api-client/generated/api';

/** That stages make more for tenants by now than this one has, and how it gets the rest. */
export const Behind = ({ tenant: { tenantId, behind = [] } }: { readonly tenant: Tenant }) => {
  if (behind.length === 0) return null;
  return (
    <Alert type="info" header={`Behind on ${behind.join(', ')}`}>
      A release makes more for tenants than this one has. A <Link href={`/replays/new?tenant=${tenantId}`}>replay</Link> of the first event
      of the stage verifies every step and makes what is missing; what is right stays.
    </Alert>
  );
};
