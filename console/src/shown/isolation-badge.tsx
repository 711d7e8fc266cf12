import Badge from '@cloudscape-design/components/badge';
import type { TenantSummary } from '@tenantry/api-client/generated/api';

type State = NonNullable<TenantSummary['isolation']>['state'];

/** Never "isolated" before every stage has said so. */
export const ISOLATION: Readonly<Record<State, string>> = {
  isolating: 'Being isolated',
  isolated: 'Isolated',
  ending: 'Being let back',
};

export const IsolationBadge = ({ tenant: { isolation } }: { readonly tenant: Pick<TenantSummary, 'isolation'> }) =>
  isolation ? <Badge color="red">{ISOLATION[isolation.state]}</Badge> : null;
