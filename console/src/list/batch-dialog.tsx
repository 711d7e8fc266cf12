import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNotify } from '../shell/notices.tsx';
import { useFocusOnWrong } from '../shown/focus-wrong.ts';
import { FormDialog } from '../shown/form-dialog.tsx';
import { count } from '../shown/format.ts';
import { reasonError } from '../shown/reason-dialog.tsx';
import { type BatchItem, type BatchResult, runBatch } from './batch.ts';
import type { Noun } from './column.ts';

interface BatchDialogProps {
  readonly title: string;
  /** The verb of the button: "Discard". */
  readonly action: string;
  readonly noun: Noun;
  readonly items: readonly BatchItem[];
  /** What will happen. */
  readonly children: ReactNode;
  /** Whether a reason is asked for. */
  readonly hasReason?: boolean;
  /** Whether the number of items has to be typed, too. */
  readonly isTyped?: boolean;
  readonly onAct: (id: string, reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}
const NOTHING: BatchResult = { done: [], failed: new Map() };

/** Shows what a request is made for, each by its name, and what of it cannot be done, before anything is; then what became of each. */
export const BatchDialog = ({
  title,
  action,
  noun,
  items,
  children,
  hasReason = true,
  isTyped = false,
  onAct,
  onClose,
}: BatchDialogProps) => {
  const queries = useQueryClient();
  const notify = useNotify();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [isTried, setTried] = useState(false);
  const [result, setResult] = useState(NOTHING);
  const possible = items.filter(({ refusal }) => refusal === undefined);
  const isConfirmed = !isTyped || typed.trim() === String(possible.length);
  const focusOnWrong = useFocusOnWrong();
  const { mutate, isPending, isSuccess } = useMutation({
    mutationFn: () => runBatch(items, (id) => onAct(id, reason.trim()), setResult),
    onSuccess: async ({ done, failed }) => {
      if (failed.size === 0) {
        notify('success', `${action}: done for ${count(done.length, noun.one, noun.many)}.`);
        onClose();
      }
      await queries.invalidateQueries();
    },
  });
  const submit = (): void => {
    setTried(true);
    if (isConfirmed && (!hasReason || !reasonError(reason))) mutate();
    else focusOnWrong();
  };
  return (
    <FormDialog
      title={title}
      action={action}
      isPending={isPending}
      isDisabled={possible.length === 0}
      isDone={isSuccess}
      onSubmit={submit}
      onClose={onClose}
    >
      {result.failed.size > 0 && (
        <Alert type="error" header={`Not done for ${count(result.failed.size, noun.one, noun.many)}`}>
          Done for {count(result.done.length, noun.one, noun.many)}.
        </Alert>
      )}
      <div>{children}</div>
      <Review items={items} result={result} />
      {isTyped && possible.length > 0 && (
        <FormField
          label={`Type ${possible.length} to go on`}
          stretch
          errorText={isTried && !isConfirmed ? `Type ${possible.length}, the number of ${noun.many}.` : undefined}
        >
          <Input value={typed} inputMode="numeric" onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      )}
      {hasReason && (
        <FormField label="Reason" description="Kept in the audit." stretch errorText={isTried ? reasonError(reason) : undefined}>
          <Textarea autoFocus rows={2} value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
      )}
    </FormDialog>
  );
};

const Review = ({ items, result }: { readonly items: readonly BatchItem[]; readonly result: BatchResult }) => (
  <ul className="batch">
    {items.map(({ id, name, refusal }) => (
      <li key={id}>
        {name} {refusal && <StatusIndicator type="stopped">Left out: {refusal}</StatusIndicator>}
        {result.done.includes(id) && <StatusIndicator type="success">Done</StatusIndicator>}
        {result.failed.has(id) && <StatusIndicator type="error">{result.failed.get(id)}</StatusIndicator>}
      </li>
    ))}
  </ul>
);
