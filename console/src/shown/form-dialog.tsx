import './without-eval.ts';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useId } from 'react';

interface FormDialogProps {
  readonly title: string;
  /** The verb of the button: "Discard". */
  readonly action: string;
  readonly isPending: boolean;
  /** Whether there is nothing that the button could do. */
  readonly isDisabled?: boolean;
  /** Whether it is done, and there is nothing left but to close. */
  readonly isDone?: boolean;
  readonly children: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
}

/** A dialog with a form, which Enter sends as its button does. */
export const FormDialog = ({
  title,
  action,
  isPending,
  isDisabled = false,
  isDone = false,
  children,
  onSubmit,
  onClose,
}: FormDialogProps) => {
  const form = useId();
  return (
    <Modal
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Close
            </Button>
            {!isDone && (
              <Button variant="primary" form={form} loading={isPending} disabled={isDisabled}>
                {action}
              </Button>
            )}
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <SpaceBetween size="m">{children}</SpaceBetween>
      </form>
    </Modal>
  );
};
