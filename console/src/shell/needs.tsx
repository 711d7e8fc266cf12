import Alert from '@cloudscape-design/components/alert';
import type { ReactNode } from 'react';
import { Loading } from '../shown/loading.tsx';
import { type Group, mayDo, useMe } from './me.ts';
import { Page } from './page.tsx';

interface NeedsProps {
  readonly group: Group;
  /** What the page is for: "On-board a tenant". */
  readonly title: string;
  readonly children: ReactNode;
}

/** A page that only some may use: the others read why at once, and not after they have filled it in. The API checks again. */
export const Needs = ({ group, title, children }: NeedsProps) => {
  const { data: me, isPending } = useMe();
  if (isPending) return <Loading />;
  // Where it is not known who asks, the API says it.
  if (!me || mayDo(me.group, group)) return children;
  return (
    <Page title={title}>
      <Alert type="info" header={`This needs the group ${group}`}>
        You are in the group {me.group}. Ask an administrator of Tenantry to change that under People.
      </Alert>
    </Page>
  );
};
