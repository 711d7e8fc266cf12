import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { ReasonDialog } from '../shown/reason-dialog.tsx';
import { detailOf, parsedDetail } from './letter-detail.ts';

interface RedriveProps {
  readonly letter: DeadLetter;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Has a dead letter worked on again; a malformed one can be repaired first. */
export const RedriveDialog = ({ letter, onClose, onDone }: RedriveProps) => {
  const { api } = useApi();
  const { queue, messageId, kind } = letter;
  const [text, setText] = useState(() => JSON.stringify(detailOf(letter.body), null, 2));
  const parsed = parsedDetail(text);
  return (
    <ReasonDialog
      title="Work on this message again?"
      action="Redrive"
      onClose={onClose}
      onAct={async (reason) => {
        if (kind === 'malformed' && !parsed) throw new Error('The detail is no JSON object.');
        const body = { reason, ...(kind === 'malformed' && parsed ? { detail: parsed } : {}) };
        await api('POST /dead-letters/{queue}/{messageId}/redrive', { path: { queue, messageId }, body });
        onDone();
      }}
    >
      <SpaceBetween size="m">
        <div>{kind === 'stalled' ? 'The stage is asked to try again.' : 'The message goes back to its queue.'}</div>
        {kind === 'malformed' && (
          <FormField label="The event's detail, repaired" stretch errorText={parsed ? undefined : 'Not a JSON object.'}>
            <Textarea rows={10} value={text} spellcheck={false} onChange={({ detail }) => setText(detail.value)} />
          </FormField>
        )}
      </SpaceBetween>
    </ReasonDialog>
  );
};
