import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { ReasonButton } from './reason-button.tsx';

const ISOLATE = {
  route: 'POST /tenants/{id}/isolation',
  action: 'Isolate',
  title: 'Isolate',
  done: 'is being isolated',
  what: 'Its domain, its sign-in, its roles, its database logins, its releases and its network are shut within a minute. Nothing is deleted.',
} as const;
const END = {
  route: 'POST /tenants/{id}/isolation/end',
  action: 'End the isolation',
  title: 'End the isolation of',
  done: 'is being let back',
  what: 'Every stage verifies what the tenant had and opens it. Its people sign in again.',
} as const;

/** Takes a tenant that may be compromised off the net, or lets it back. */
export const IsolationButton = ({ tenant, isEnd }: { readonly tenant: Tenant; readonly isEnd: boolean }) => {
  const { api } = useApi();
  const notify = useNotify();
  const { route, action, title, done, what } = isEnd ? END : ISOLATE;
  return (
    <ReasonButton
      title={`${title} ${tenant.name}?`}
      action={action}
      confirm={tenant.slug}
      onAct={async (reason) => {
        await api(route, { path: { id: tenant.tenantId }, body: { confirm: tenant.slug, reason } });
        notify('info', `${tenant.name} ${done}.`);
      }}
    >
      {what}
    </ReasonButton>
  );
};
