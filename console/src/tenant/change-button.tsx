import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import * as entry from '@tenantry/events-schema/entry';
import { type FormEvent, useState } from 'react';
import { useApi } from '../api.ts';
import { useDeployment } from '../onboarding/use-plan.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { entryError } from '../shown/entry-error.ts';
import { PlanSelect } from '../shown/plan-select.tsx';
import { Problem } from '../shown/problem.tsx';

interface TenantProps {
  readonly tenant: Tenant;
}

/** Changes what a tenant is called, or its plan. */
export const ChangeButton = ({ tenant }: TenantProps) => {
  const only = useOnly();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} {...only('admin')}>
        Change
      </Button>
      {isOpen && <ChangeDialog tenant={tenant} onClose={() => setOpen(false)} />}
    </>
  );
};

const ChangeDialog = ({ tenant, onClose }: TenantProps & { readonly onClose: () => void }) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const deployment = useDeployment();
  const [name, setName] = useState(tenant.name);
  const [plan, setPlan] = useState(tenant.plan);
  const wrong = entryError(entry.name, name, 'Give the name, 1 to 100 characters.');
  const isChanged = name.trim() !== tenant.name || plan !== tenant.plan;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('PATCH /tenants/{id}', { path: { id: tenant.tenantId }, body: changeOf(tenant, name.trim(), plan) }),
    onSuccess: async () => {
      notify('success', `${name.trim()} is being changed: its stages follow.`);
      await queries.invalidateQueries();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && !wrong) mutate();
  };
  return (
    <Modal visible header={`Change ${tenant.name}`} onDismiss={onClose}>
      <form onSubmit={submit}>
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button formAction="none" variant="link" onClick={onClose}>
                Cancel
              </Button>
              <Button variant="primary" loading={isPending} disabled={!isChanged || wrong !== undefined}>
                Change it
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            {error && <Problem title="It was not changed" error={error} />}
            <FormField label="Name" errorText={wrong}>
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Plan">
              <PlanSelect plans={deployment.data?.plans} plan={plan} onChange={setPlan} />
            </FormField>
            <Box color="text-body-secondary">
              Domain and network stay as they are. What its builds know of name and plan is delivered by a release.
            </Box>
          </SpaceBetween>
        </Form>
      </form>
    </Modal>
  );
};

const changeOf = (tenant: Tenant, name: string, plan: string) => ({
  ...(name === tenant.name ? {} : { name }),
  ...(plan === tenant.plan ? {} : { plan }),
});
