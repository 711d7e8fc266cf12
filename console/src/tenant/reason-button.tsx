import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import { useOnly } from '../shell/me.ts';
import { ReasonDialog } from '../shown/reason-dialog.tsx';

/** A button of an admin that asks for the reason first. What is shown is read again afterwards. */
export const ReasonButton = ({ onAct, ...dialog }: Omit<ComponentProps<typeof ReasonDialog>, 'onClose'>) => {
  const queries = useQueryClient();
  const only = useOnly();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)} {...only('admin')}>
        {dialog.action}
      </Button>
      {isAsking && (
        <ReasonDialog
          {...dialog}
          onClose={() => setAsking(false)}
          onAct={async (reason) => {
            await onAct(reason);
            await queries.invalidateQueries();
          }}
        />
      )}
    </>
  );
};
