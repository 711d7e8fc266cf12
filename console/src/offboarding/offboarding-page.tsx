import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { resourceCount } from '@tenantry/api-client/resource-count';
import { type FormEvent, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '../api.ts';
import { useOnly } from '../shell/me.ts';
import { useNotify } from '../shell/notices.tsx';
import { Page } from '../shell/page.tsx';
import { useDraft } from '../shell/use-draft.ts';
import { useFocusOnWrong } from '../shown/focus-wrong.ts';
import { count } from '../shown/format.ts';
import { LeaveDialog } from '../shown/leave-dialog.tsx';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';
import { reasonError } from '../shown/reason-dialog.tsx';
import { HoldButton } from '../tenant/hold-button.tsx';
import { useTenant } from '../tenant/use-tenant.ts';

const OffboardingPage = () => {
  const { id = '' } = useParams();
  const { data: tenant, error, isPending, refetch } = useTenant(id);
  if (isPending) return <Loading what="tenant" />;
  return (
    <Page title={tenant ? `Off-board ${tenant.name}` : 'Off-board a tenant'}>
      {tenant ? (
        <OffboardForm tenant={tenant} />
      ) : (
        <Problem title="This tenant could not be loaded" error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};
export default OffboardingPage;

/** The slug that confirms it is typed anew each time. */
interface Offboarding {
  readonly reason: string;
  readonly isExported: boolean;
}
const EMPTY: Offboarding = { reason: '', isExported: true };
const readOffboarding = (kept: unknown): Offboarding | undefined =>
  typeof kept === 'object' && kept !== null ? { ...EMPTY, ...(kept as Partial<Offboarding>) } : undefined;

const OffboardForm = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const notify = useNotify();
  const only = useOnly();
  const [confirm, setConfirm] = useState('');
  const { value: draft, set: setDraft, isDirty, forget } = useDraft(`offboard.${tenant.tenantId}`, EMPTY, readOffboarding);
  const { reason, isExported } = draft;
  const focusOnWrong = useFocusOnWrong();
  const [isLeaving, setLeaving] = useState(false);
  const [isTried, setTried] = useState(false);
  const isConfirmed = confirm.trim() === tenant.slug;
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api('POST /tenants/{id}/offboard', {
        path: { id: tenant.tenantId },
        body: { confirm: confirm.trim(), reason: reason.trim(), export: isExported },
      }),
    onSuccess: async () => {
      forget();
      notify('info', `${tenant.name} is being off-boarded.`);
      navigate(`/tenants/${tenant.tenantId}`);
      await queries.invalidateQueries();
    },
  });
  if (tenant.actions && !tenant.actions.includes('offboard')) {
    return (
      <Alert type="info" action={<Button href={`/tenants/${tenant.tenantId}`}>See the tenant</Button>}>
        {tenant.name} cannot be off-boarded in its state: {tenant.state}.
      </Alert>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (isConfirmed && !reasonError(reason)) mutate();
    else focusOnWrong();
  };
  const leave = (): void => {
    forget();
    navigate(`/tenants/${tenant.tenantId}`);
  };
  return (
    <form onSubmit={submit}>
      {isLeaving && <LeaveDialog onLeave={leave} onStay={() => setLeaving(false)} />}
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" onClick={() => (isDirty ? setLeaving(true) : leave())}>
              Cancel
            </Button>
            <Button variant="primary" loading={isPending} {...only('admin')}>
              Off-board permanently
            </Button>
          </SpaceBetween>
        }
      >
        <SpaceBetween size="l">
          {error && <Problem title="Not off-boarded" error={error} />}
          <Alert type="warning" header="This cannot be undone">
            <ul>
              <li>{tenant.domain} stops answering, and its users are gone.</li>
              <li>
                {count(resourceCount(tenant.resources), 'resource')} and all data of {tenant.name} are deleted.
              </li>
              <li>
                AWS account {tenant.accountId ?? '(none yet)'} is emptied now, and closed when AWS's limit on closing accounts allows.
              </li>
              <li>A sweep of every account then proves that nothing is left; its evidence is kept.</li>
            </ul>
          </Alert>
          {tenant.actions?.includes('suspend') && (
            <Alert type="info" header="Not certain yet?" action={<HoldButton tenant={tenant} action="suspend" />}>
              Suspend it first: its people meet a page that says so, nothing is deleted, and it can be resumed or off-boarded later.
            </Alert>
          )}
          <Container>
            <SpaceBetween size="l">
              <Checkbox
                checked={isExported}
                onChange={({ detail }) => setDraft({ ...draft, isExported: detail.checked })}
                description="The tenant's schema is dumped to the retention bucket before it is dropped."
              >
                Export the data first
              </Checkbox>
              <FormField label="Reason" description="Kept in the audit." errorText={isTried ? reasonError(reason) : undefined}>
                <Textarea rows={3} value={reason} onChange={({ detail }) => setDraft({ ...draft, reason: detail.value })} />
              </FormField>
              <FormField
                label={
                  <>
                    To confirm, type <Box variant="code">{tenant.slug}</Box>
                  </>
                }
                errorText={isTried && !isConfirmed ? `Type ${tenant.slug}.` : undefined}
              >
                <Input
                  value={confirm}
                  autoComplete={false}
                  spellcheck={false}
                  ariaLabel={`Type ${tenant.slug} to confirm`}
                  onChange={({ detail }) => setConfirm(detail.value)}
                />
              </FormField>
            </SpaceBetween>
          </Container>
        </SpaceBetween>
      </Form>
    </form>
  );
};
