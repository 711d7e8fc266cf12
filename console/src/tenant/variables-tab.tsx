import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import type { FormEvent } from 'react';
import { useApi } from '../api.ts';
import { readRows, rowsOf, type VariableRow, variablesOf, variablesPatch, wrongRows } from '../onboarding/variables.ts';
import { VariablesEditor } from '../onboarding/variables-editor.tsx';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { useDraft } from '../shell/use-draft.ts';
import { Problem } from '../shown/problem.tsx';
import { isGone } from '../shown/tenant-state.tsx';

/** The variables that a tenant's pipeline gets; a change starts a new run with them. */
const VariablesTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const {
    value: rows,
    set: setEdited,
    isDirty,
    forget,
  } = useDraft<readonly VariableRow[]>(`variables.${tenant.tenantId}`, rowsOf(tenant.variables), readRows);
  const wrong = wrongRows(rows, tenant.variables);
  const mayChange = tenant.actions?.includes('variables') ?? false;
  const patch = variablesPatch(tenant.variables, variablesOf(rows));
  const isChanged = Object.keys(patch).length > 0;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api('PATCH /tenants/{id}/variables', { path: { id: tenant.tenantId }, body: patch }),
    onSuccess: async () => {
      notify('success', `Variables of ${tenant.name} are changed: its pipeline runs again with them.`);
      await queries.invalidateQueries({ queryKey: ['tenant', tenant.tenantId] });
      forget();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isChanged && wrong.size === 0) mutate();
  };
  if (isGone(tenant)) {
    return (
      <Container header={<Header variant="h2">Variables</Header>}>The variables were erased when the tenant was off-boarded.</Container>
    );
  }
  return (
    <form onSubmit={submit}>
      <Container header={<Header variant="h2">Variables</Header>}>
        <Form
          actions={
            mayChange && (
              <SpaceBetween direction="horizontal" size="xs">
                <Button formAction="none" variant="link" disabled={!isDirty} onClick={forget}>
                  Undo
                </Button>
                <Button variant="primary" loading={isPending} disabled={!isChanged || wrong.size > 0} {...only('operator')}>
                  Save
                </Button>
              </SpaceBetween>
            )
          }
        >
          <SpaceBetween size="m">
            {error && <Problem title="Variables were not changed" error={error} />}
            <Box color="text-body-secondary">Environment variables of the tenant's builds: APP_…, or LOG_LEVEL. Not for secrets.</Box>
            <VariablesEditor
              rows={rows}
              wrong={wrong}
              onChange={setEdited}
              isReadOnly={!mayChange}
              empty="This tenant has no variables of its own."
            />
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
};
export default VariablesTab;
