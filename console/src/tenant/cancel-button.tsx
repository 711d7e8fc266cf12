import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { ReasonDialog } from '../shown/reason-dialog.tsx';

/** Takes a tenant back that never was live. */
export const CancelButton = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)} {...only('admin')}>
        Cancel on-boarding
      </Button>
      {isAsking && (
        <ReasonDialog
          title={`Cancel the on-boarding of ${tenant.name}?`}
          action="Cancel on-boarding"
          onClose={() => setAsking(false)}
          onAct={async (reason) => {
            await api('POST /tenants/{id}/cancel', { path: { id: tenant.tenantId }, body: { reason } });
            notify('success', `${tenant.name} is taken back.`);
            await queries.invalidateQueries();
          }}
        >
          What was built so far is taken back, and the account is closed when the quota of closings allows.
        </ReasonDialog>
      )}
    </>
  );
};
