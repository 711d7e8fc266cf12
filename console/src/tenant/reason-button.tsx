import Button from '@cloudscape-design/components/button';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useState } from 'react';
import { type Group, useOnly } from '../shell/me.ts';
import { ReasonDialog } from '../shown/reason-dialog.tsx';

type ReasonButtonProps = Omit<ComponentProps<typeof ReasonDialog>, 'onClose'> & { readonly least?: Group };

/** A button that asks for the reason first. What is shown is read again afterwards. @param least the group that may press it */
export const ReasonButton = ({ onAct, least = 'admin', ...dialog }: ReasonButtonProps) => {
  const queries = useQueryClient();
  const only = useOnly();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => setAsking(true)} {...only(least)}>
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
