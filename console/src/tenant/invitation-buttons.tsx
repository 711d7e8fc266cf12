import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Tenant } from '@tenantry/api-client/generated/api';
import * as entry from '@tenantry/events-schema/entry';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { entryError } from '../shown/entry-error.ts';
import { ReasonButton } from './reason-button.tsx';

const ROUTE = 'POST /tenants/{id}/administrator';

/** Lets a tenant in again that nobody can sign in to: the same administrator, or another. */
export const InvitationButtons = ({ tenant }: { readonly tenant: Tenant }) => {
  const { api } = useApi();
  const notify = useNotify();
  const [email, setEmail] = useState('');
  const path = { id: tenant.tenantId };
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <ReasonButton
        title={`Resend the invitation of ${tenant.name}?`}
        action="Resend invitation"
        least="operator"
        onAct={async (reason) => {
          await api(ROUTE, { path, body: { reason } });
          notify('info', `${tenant.adminEmail} is invited again.`);
        }}
      >
        {tenant.adminEmail} gets a mail with a new temporary password once the tenant's domain answers. The one before counts no more. Who
        has chosen a password gets no mail: "Forgot your password?" on the sign-in page is the way then.
      </ReasonButton>
      <ReasonButton
        title={`Replace the administrator of ${tenant.name}?`}
        action="Replace administrator"
        confirm={tenant.slug}
        onAct={async (reason) => {
          await api(ROUTE, { path, body: { email: email.trim(), confirm: tenant.slug, reason } });
          notify('info', `${email.trim()} becomes the administrator of ${tenant.name}.`);
          setEmail('');
        }}
      >
        <SpaceBetween size="m">
          <span>The person below is invited and manages the tenant's users. {tenant.adminEmail} is signed out and disabled.</span>
          <FormField
            label="E-mail address of the new administrator"
            stretch
            errorText={email === '' ? undefined : entryError(entry.email, email, 'Give an e-mail address of at most 128 characters.')}
          >
            <Input type="email" value={email} onChange={({ detail }) => setEmail(detail.value)} />
          </FormField>
        </SpaceBetween>
      </ReasonButton>
    </SpaceBetween>
  );
};
