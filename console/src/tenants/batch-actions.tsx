import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { StageName, TenantSummary } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { BatchDialog } from '../list/batch-dialog.tsx';
import { useMay } from '../shell/me.ts';
import { BATCH_ACTIONS, BATCH_WORDS, type BatchAction, refusalOf } from './tenant-batch.ts';

/** What may be asked for of the tenants that are selected, after a review. */
export const BatchActions = ({ tenants, onDone }: { readonly tenants: readonly TenantSummary[]; readonly onDone: () => void }) => {
  const may = useMay();
  const [action, setAction] = useState<BatchAction>();
  const act = useAct(tenants);
  return (
    <>
      <ButtonDropdown
        disabled={tenants.length === 0}
        items={BATCH_ACTIONS.map((id) => {
          const least = leastOf(id);
          return {
            id,
            text: BATCH_WORDS[id].action,
            ...(may(least) ? {} : { disabled: true, disabledReason: `This needs the group ${least}.` }),
          };
        })}
        onItemClick={({ detail }) => setAction(BATCH_ACTIONS.find((id) => id === detail.id))}
      >
        {tenants.length > 0 ? `Actions (${tenants.length})` : 'Actions'}
      </ButtonDropdown>
      {action && (
        <BatchDialog
          title={BATCH_WORDS[action].title}
          action={BATCH_WORDS[action].action}
          noun={{ one: 'tenant', many: 'tenants' }}
          hasReason={action !== 'retry'}
          isTyped={action === 'suspend'}
          items={tenants.map((tenant) => ({
            id: tenant.tenantId,
            name: tenant.name || tenant.slug,
            refusal: refusalOf(action, tenant),
          }))}
          onAct={(id, reason) => act(action, id, reason)}
          onClose={() => {
            setAction(undefined);
            onDone();
          }}
        >
          {BATCH_WORDS[action].what}
        </BatchDialog>
      )}
    </>
  );
};
/** The group that the API asks for. */
const leastOf = (action: BatchAction): 'operator' | 'admin' => (action === 'suspend' || action === 'resume' ? 'admin' : 'operator');

const useAct = (tenants: readonly TenantSummary[]) => {
  const { api } = useApi();
  return async (action: BatchAction, id: string, reason: string): Promise<void> => {
    const tenant = tenants.find(({ tenantId }) => tenantId === id);
    if (!tenant) throw new Error('It is not in the list any more.');
    const path = { id };
    if (action === 'retry') {
      for (const stage of tenant.stalled) {
        await api('POST /tenants/{id}/retry', { path, body: { stage: stage as StageName }, idempotencyKey: crypto.randomUUID() });
      }
    } else if (action === 'acknowledge') {
      await api('POST /tenants/{id}/attention', { path, body: { handling: 'acknowledged', reason } });
    } else {
      const body = { confirm: tenant.slug, reason };
      await api(action === 'suspend' ? 'POST /tenants/{id}/suspension' : 'POST /tenants/{id}/suspension/end', { path, body });
    }
  };
};
