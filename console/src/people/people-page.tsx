import Button from '@cloudscape-design/components/button';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import type { Person } from '@tenantry/api-client/generated/api';
import { useState } from 'react';
import { useApi } from '../api.ts';
import type { ListColumn } from '../list/column.ts';
import { List } from '../list/list.tsx';
import { readingOf } from '../list/list-state.ts';
import { useListUrl } from '../list/use-choice.ts';
import { useTitle } from '../shell/page.tsx';
import { Ago } from '../shown/clock.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PersonActions } from './person-actions.tsx';

const STATES: Readonly<Record<Person['state'], readonly [StatusIndicatorProps.Type, string]>> = {
  invited: ['pending', 'Invited'],
  active: ['success', 'Active'],
  disabled: ['stopped', 'Disabled'],
};
const COLUMNS: readonly ListColumn<Person>[] = [
  {
    id: 'email',
    header: 'E-mail',
    isRowHeader: true,
    cell: ({ email, isYou }) => `${email}${isYou ? ' (you)' : ''}`,
    value: ({ email }) => email,
    minWidth: 200,
  },
  { id: 'group', header: 'Group', cell: ({ group }) => group ?? 'none', value: ({ group }) => group, minWidth: 110 },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <StatusIndicator type={STATES[state][0]}>{STATES[state][1]}</StatusIndicator>,
    value: ({ state }) => state,
    minWidth: 120,
  },
  { id: 'changed', header: 'Changed', cell: ({ changedAt }) => <Ago at={changedAt} />, value: ({ changedAt }) => changedAt, minWidth: 130 },
  { id: 'actions', header: 'Actions', cell: (person) => <PersonActions person={person} />, minWidth: 140 },
];

/** Who signs in to this console and the command, and what each may do. For admins. */
const PeoplePage = () => {
  useTitle('People');
  const { api } = useApi();
  const url = useListUrl();
  const [isInviting, setInviting] = useState(false);
  const query = useQuery({ queryKey: ['people'], queryFn: ({ signal }) => api('GET /people', { signal }) });
  return (
    <>
      <List
        isPage
        title="People"
        noun={{ one: 'person', many: 'people' }}
        description="Who signs in to this console and the command. Groups: viewers look, operators repair, admins do everything."
        reading={readingOf(query, ({ people }) => people)}
        columns={COLUMNS}
        idOf={({ person }) => person}
        url={url}
        searched="E-mail, group or state"
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            Invite somebody
          </Button>
        }
        empty="No people are here."
      />
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
};
export default PeoplePage;
