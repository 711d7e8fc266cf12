import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import { useQueryClient } from '@tanstack/react-query';
import type { Person } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import { useNotify } from '../shell/notices.tsx';
import { ReasonDialog } from '../shown/reason-dialog.tsx';
import { GROUP_OPTIONS, type Group } from './groups.ts';

type Action = 'group' | 'disable' | 'enable' | 'resend' | 'remove';
interface Said {
  readonly title: string;
  readonly action: string;
  readonly what: string;
  /** What is said when it is done. */
  readonly done: string;
}
const SAID: Readonly<Record<Action, Said>> = {
  group: { title: 'Change the group', action: 'Change', what: 'It counts from the next sign-in, within ten minutes.', done: 'is changed' },
  disable: {
    title: 'Disable',
    action: 'Disable',
    what: 'Nobody signs in by this account until it is enabled. Who is signed in is signed out within ten minutes.',
    done: 'is disabled',
  },
  enable: { title: 'Enable', action: 'Enable', what: 'This person may sign in again.', done: 'is enabled' },
  resend: {
    title: 'Send the invitation again',
    action: 'Send',
    what: 'Another temporary password goes out by mail; the one before counts no more.',
    done: 'is invited again',
  },
  remove: { title: 'Remove', action: 'Remove', what: 'The account is deleted. The audit keeps what was done with it.', done: 'is removed' },
};

/** What an administrator may do about somebody; about themselves nothing. */
export const PersonActions = ({ person }: { readonly person: Person }) => {
  const [action, setAction] = useState<Action>();
  if (person.isYou) return <>–</>;
  const items: readonly Action[] = [
    'group',
    person.state === 'disabled' ? 'enable' : 'disable',
    ...(person.state === 'invited' ? (['resend'] as const) : []),
    'remove',
  ];
  return (
    <>
      <ButtonDropdown
        items={items.map((id) => ({ id, text: SAID[id].title }))}
        ariaLabel={`Actions for ${person.email}`}
        expandToViewport
        onItemClick={({ detail }) => setAction(items.find((id) => id === detail.id))}
      >
        Actions
      </ButtonDropdown>
      {action && <ActionDialog person={person} action={action} onClose={() => setAction(undefined)} />}
    </>
  );
};

interface DialogProps {
  readonly person: Person;
  readonly action: Action;
  readonly onClose: () => void;
}
const ActionDialog = ({ person: { person, email, group: before = 'viewer' }, action, onClose }: DialogProps) => {
  const { api } = useApi();
  const notify = useNotify();
  const queries = useQueryClient();
  const [group, setGroup] = useState<Group>(before);
  const { title, action: verb, what, done } = SAID[action];
  const act = async (reason: string): Promise<void> => {
    const path = { person };
    if (action === 'remove') await api('POST /people/{person}/removal', { path, body: { reason } });
    else await api('PATCH /people/{person}', { path, body: { ...bodyOf(action, group), reason } });
    notify('success', `${email} ${done}.`);
    await queries.invalidateQueries({ queryKey: ['people'] });
  };
  return (
    <ReasonDialog
      title={`${title}: ${email}`}
      action={verb}
      {...(action === 'remove' ? { confirm: email } : {})}
      onAct={act}
      onClose={onClose}
    >
      {what}
      {action === 'group' && (
        <FormField label="Group" stretch>
          <RadioGroup items={[...GROUP_OPTIONS]} value={group} onChange={({ detail }) => setGroup(detail.value as Group)} />
        </FormField>
      )}
    </ReasonDialog>
  );
};

const bodyOf = (action: Exclude<Action, 'remove'>, group: Group) => {
  if (action === 'group') return { group };
  if (action === 'resend') return { invitation: 'again' as const };
  return { state: action === 'disable' ? ('disabled' as const) : ('active' as const) };
};
