import '../shown/without-eval.ts';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useQueryClient } from '@tanstack/react-query';
import * as entry from '@tenantry/events-schema/entry';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { entryError } from '../shown/entry-error.ts';
import { ReasonDialog } from '../shown/reason-dialog.tsx';
import { GROUP_OPTIONS, type Group } from './groups.ts';

/** Asks whom, and what that person may do. */
export const InviteDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { api } = useApi();
  const notify = useNotify();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [group, setGroup] = useState<Group>('viewer');
  const wrong = entryError(entry.email, email, 'Give an e-mail address of at most 128 characters.');
  const invite = async (reason: string): Promise<void> => {
    await api('POST /people', { body: { email: email.trim(), group, reason } });
    notify('success', `${email.trim()} is invited: a temporary password is on its way by mail.`);
    await queries.invalidateQueries({ queryKey: ['people'] });
  };
  return (
    <ReasonDialog title="Invite somebody" action="Invite" isReady={wrong === undefined} onAct={invite} onClose={onClose}>
      {(isTried) => (
        <>
          <FormField label="E-mail address" stretch errorText={isTried ? wrong : undefined}>
            <Input autoFocus type="email" value={email} onChange={({ detail }) => setEmail(detail.value)} />
          </FormField>
          <FormField label="Group" stretch>
            <RadioGroup items={[...GROUP_OPTIONS]} value={group} onChange={({ detail }) => setGroup(detail.value as Group)} />
          </FormField>
        </>
      )}
    </ReasonDialog>
  );
};
