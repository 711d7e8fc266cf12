import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { ReasonDialog } from '../shown/reason-dialog.tsx';

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
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const [isAsking, setAsking] = useState(false);
  const { route, action, title, done, what } = isEnd ? END : ISOLATE;
  return (
    <>
      <Button onClick={() => setAsking(true)} {...only('admin')}>
        {action}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={`${title} ${tenant.name}?`}
          action={action}
          confirm={tenant.slug}
          onClose={() => setAsking(false)}
          onAct={async (reason) => {
            await api(route, { path: { id: tenant.tenantId }, body: { confirm: tenant.slug, reason } });
            notify('info', `${tenant.name} ${done}.`);
            await queries.invalidateQueries();
          }}
        >
          {what}
        </ReasonDialog>
      )}
    </>
  );
};
