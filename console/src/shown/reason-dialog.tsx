import './without-eval.ts';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import * as entry from '@tenantry/events-schema/entry';
import { type ReactNode, useState } from 'react';
import { entryError } from './entry-error.ts';
import { useFocusOnWrong } from './focus-wrong.ts';
import { FormDialog } from './form-dialog.tsx';
import { Problem } from './problem.tsx';

interface DialogProps {
  readonly title: string;
  /** What will happen, with fields of its own; told whether the button was pressed already. */
  readonly children: ReactNode | ((isTried: boolean) => ReactNode);
  /** The verb of the button: "Discard". */
  readonly action: string;
  /** What has to be typed as well: the tenant's slug. */
  readonly confirm?: string;
  /** Whether its own fields are right. */
  readonly isReady?: boolean;
  readonly onAct: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}
/** What is wrong with a reason, for its field. */
export const reasonError = (reason: string): string | undefined =>
  entryError(entry.reason, reason, 'Give a reason of 3 to 500 characters.');

/** Asks for the reason of something that is kept in the audit. */
export const ReasonDialog = ({ title, children, action, confirm, isReady = true, onAct, onClose }: DialogProps) => {
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isConfirmed = confirm === undefined || typed.trim() === confirm;
  const focusOnWrong = useFocusOnWrong();
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation({ mutationFn: () => onAct(reason.trim()), onSuccess: onClose });
  const submit = (): void => {
    setTried(true);
    if (isReady && isConfirmed && !reasonError(reason)) mutate();
    else focusOnWrong();
  };
  return (
    <FormDialog title={title} action={action} isPending={isPending} onSubmit={submit} onClose={onClose}>
      {error && <Problem title="Not done" error={error} />}
      <div>{typeof children === 'function' ? children(isTried) : children}</div>
      {confirm !== undefined && (
        <FormField label={`Type ${confirm} to go on`} stretch errorText={isTried && !isConfirmed ? `That is not ${confirm}.` : undefined}>
          <Input autoFocus value={typed} onChange={({ detail }) => setTyped(detail.value)} />
        </FormField>
      )}
      <FormField label="Reason" description="Kept in the audit." stretch errorText={isTried ? reasonError(reason) : undefined}>
        <Textarea
          autoFocus={confirm === undefined && typeof children !== 'function'}
          rows={3}
          value={reason}
          onChange={({ detail }) => setReason(detail.value)}
        />
      </FormField>
    </FormDialog>
  );
};
