import type { DeadLetter } from '@tenantry/api-client/generated/api';
import { useApi } from '../api.ts';
import { BatchDialog } from '../list/batch-dialog.tsx';

export type LettersAction = 'redrive' | 'discard';
const WORDS = {
  redrive: {
    title: 'Send these messages again?',
    action: 'Send again',
    what: 'Each message goes back to its queue; a stage that stalled is asked to try again. Fix the cause first, or they come back.',
  },
  discard: {
    title: 'Discard these messages?',
    action: 'Discard',
    what: 'The messages are deleted, and no stage processes them. A line in the audit stays for each.',
  },
} as const;
const AS_IT_IS = 'its details must be repaired first: open it.';

export const letterId = ({ queue, messageId }: Pick<DeadLetter, 'queue' | 'messageId'>): string => `${queue} ${messageId}`;
const nameOf = ({ queue, event, messageId, tenantName }: DeadLetter): string =>
  [`${event ?? messageId} to ${queue}`, tenantName].filter(Boolean).join(', ');

interface LettersDialogProps {
  readonly act: LettersAction;
  readonly letters: readonly DeadLetter[];
  readonly onClose: () => void;
}
/** Sends failed messages again, or discards them, after a review. */
export const LettersDialog = ({ act, letters, onClose }: LettersDialogProps) => {
  const { api } = useApi();
  const { title, action, what } = WORDS[act];
  const byId = new Map(letters.map((letter) => [letterId(letter), letter]));
  return (
    <BatchDialog
      title={title}
      action={action}
      noun={{ one: 'message', many: 'messages' }}
      items={letters.map((letter) => ({
        id: letterId(letter),
        name: nameOf(letter),
        // As it is, it would come back at once.
        refusal: act === 'redrive' && letter.kind === 'malformed' ? AS_IT_IS : undefined,
      }))}
      onAct={async (id, reason) => {
        const letter = byId.get(id);
        if (!letter) throw new Error('It is not in the list any more.');
        const path = { queue: letter.queue, messageId: letter.messageId };
        if (act === 'redrive') await api('POST /dead-letters/{queue}/{messageId}/redrive', { path, body: { reason } });
        else await api('POST /dead-letters/{queue}/{messageId}/discard', { path, body: { reason } });
      }}
      onClose={onClose}
    >
      {what}
    </BatchDialog>
  );
};
