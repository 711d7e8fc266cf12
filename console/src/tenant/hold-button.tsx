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

const SUSPEND = {
  route: 'POST /tenants/{id}/suspension',
  action: 'Suspend',
  title: 'Suspend',
  done: 'is being suspended',
  what: 'Its domain answers with its own page, nobody signs in, and releases wait. Nothing is deleted, so that NAT gateway, address, web ACL and secrets go on costing what they cost.',
} as const;
const RESUME = {
  route: 'POST /tenants/{id}/suspension/end',
  action: 'Resume',
  title: 'Resume',
  done: 'is being resumed',
  what: 'Every stage verifies what the tenant had and opens it. Sessions go on, and a release that has waited is delivered.',
} as const;
const HOLDS = { isolate: ISOLATE, 'end-isolation': END, suspend: SUSPEND, resume: RESUME };

/** Takes a tenant that may be compromised off the net, or shuts its door, or ends that. */
export const HoldButton = ({ tenant, action: name }: { readonly tenant: Tenant; readonly action: keyof typeof HOLDS }) => {
  const { api } = useApi();
  const notify = useNotify();
  const { route, action, title, done, what } = HOLDS[name];
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
