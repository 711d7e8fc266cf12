import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useMay } from '../shell/me.ts';
import { ReasonDialog } from '../shown/reason-dialog.tsx';
import { detailOf, parsedDetail } from './letter-detail.ts';

interface RedriveProps {
  readonly letter: DeadLetter;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Sends a failed message again. Who may repair it can do so first; what only admins repair needs the tenant's slug typed. */
export const RedriveDialog = ({ letter, onClose, onDone }: RedriveProps) => {
  const { api } = useApi();
  const { queue, messageId, kind, repairedBy } = letter;
  const may = useMay();
  const isRepaired = repairedBy !== undefined && may(repairedBy);
  const [confirm, setConfirm] = useState('');
  const [text, setText] = useState(() => JSON.stringify(detailOf(letter.body), null, 2));
  const parsed = parsedDetail(text);
  return (
    <ReasonDialog
      title="Send this message again?"
      action="Send again"
      onClose={onClose}
      onAct={async (reason) => {
        if (isRepaired && !parsed) throw new Error('The details are no JSON object.');
        const typed = repairedBy === 'admin' ? { confirm: confirm.trim() } : {};
        const body = { reason, ...(isRepaired && parsed ? { detail: parsed, ...typed } : {}) };
        await api('POST /dead-letters/{queue}/{messageId}/redrive', { path: { queue, messageId }, body });
        onDone();
      }}
    >
      <SpaceBetween size="m">
        <div>{kind === 'stalled' ? 'The stage is asked to try again.' : 'The message goes back to its queue.'}</div>
        {repairedBy && !isRepaired && <div>Only an admin can repair this event: as it is, it will come back.</div>}
        {isRepaired && (
          <FormField
            label="The event's details, repaired"
            description="Tenant, event id, cause and time stay as they are."
            stretch
            errorText={parsed ? undefined : 'Not a JSON object.'}
          >
            <Textarea rows={10} value={text} spellcheck={false} onChange={({ detail }) => setText(detail.value)} />
          </FormField>
        )}
        {isRepaired && repairedBy === 'admin' && (
          <FormField label="Slug of the tenant" description="Type it to confirm that this is the tenant you mean." stretch>
            <Input value={confirm} onChange={({ detail }) => setConfirm(detail.value)} />
          </FormField>
        )}
      </SpaceBetween>
    </ReasonDialog>
  );
};
