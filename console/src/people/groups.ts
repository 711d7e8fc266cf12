import type { Person } from '@tenantry/api-client/generated/api';

export type Group = NonNullable<Person['group']>;
/** What each group may do, the least first. */
export const GROUP_OPTIONS: readonly { readonly value: Group; readonly label: string; readonly description: string }[] = [
  { value: 'viewer', label: 'viewer', description: 'Looks at everything, changes nothing' },
  { value: 'operator', label: 'operator', description: 'Also retries, replays, and changes variables' },
  { value: 'admin', label: 'admin', description: 'Also on-boards and off-boards tenants, and manages people' },
];
