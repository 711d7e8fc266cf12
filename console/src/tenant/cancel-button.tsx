import type { Tenant } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { ReasonButton } from './reason-button.tsx';

/** Takes a tenant back that never was live. */
export const CancelButton = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const notify = useNotify();
  return (
    <ReasonButton
      title={`Cancel the on-boarding of ${tenant.name}?`}
      action="Cancel on-boarding"
      onAct={async (reason) => {
        await api('POST /tenants/{id}/cancel', { path: { id: tenant.tenantId }, body: { reason } });
        notify('success', `${tenant.name} is taken back.`);
      }}
    >
      What was built so far is taken back, and the account is closed when the quota of closings allows.
    </ReasonButton>
  );
};
