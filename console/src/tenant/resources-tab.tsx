import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import type { Resource, Tenant } from '@tenantry/api-client/generated/api';
import { resourceCount } from '@tenantry/api-client/resource-count';
import { useState } from 'react';
import { AwsLink } from '../shown/aws-link.tsx';
import { isGone } from '../shown/tenant-state.tsx';

const ACCOUNTS: Readonly<Record<Resource['account'], string>> = {
  tenant: "Tenant's",
  owner: 'Owner',
  'super-admin': 'Super admin',
  devops: 'DevOps',
  networking: 'Networking',
  production: 'Production',
};

/** The part of an ARN that distinguishes it: account and region are shown beside it. */
const nameOf = (id: string): string => (id.startsWith('arn:') ? id.split(':').slice(5).join(':') : id);

/** What a tenant has in AWS, each with the way to it in the AWS console of the right account. */
const ResourcesTab = ({ tenant }: { readonly tenant: Tenant }) => {
  const [text, setText] = useState('');
  const isLinked = tenant.resources.some(({ consoleUrl }) => consoleUrl !== '');
  const wanted = text.trim().toLowerCase();
  const shown = tenant.resources.filter((one) => `${one.type} ${one.id} ${one.stage} ${one.accountId}`.toLowerCase().includes(wanted));
  return (
    <Table
      items={shown}
      trackBy={({ stage, type, id, account }) => `${stage} ${type} ${id} ${account}`}
      variant="container"
      wrapLines
      ariaLabels={{ tableLabel: 'Resources' }}
      header={
        <Header
          variant="h2"
          counter={`(${resourceCount(tenant.resources)})`}
          description={isLinked ? 'Links lead to the AWS console: sign in to the account there first.' : undefined}
        >
          Resources
        </Header>
      }
      filter={
        <TextFilter
          filteringText={text}
          filteringPlaceholder="Type, id, stage or account"
          filteringAriaLabel="Find resources"
          countText={`${shown.length} found`}
          onChange={({ detail }) => setText(detail.filteringText)}
        />
      }
      empty={
        wanted
          ? 'Nothing fits.'
          : isGone(tenant)
            ? 'Everything was deleted: the evidence names what was found in each account.'
            : 'This tenant has nothing in AWS.'
      }
      columnDefinitions={[
        { id: 'type', header: 'Type', cell: ({ type }) => type.replace('AWS::', '').replaceAll('::', ' '), minWidth: 180 },
        { id: 'count', header: 'Count', cell: ({ count = 1 }) => count, minWidth: 80 },
        {
          id: 'id',
          header: 'Id',
          isRowHeader: true,
          minWidth: 240,
          maxWidth: 420,
          cell: ({ id, consoleUrl }) => <AwsLink href={consoleUrl}>{nameOf(id) || '–'}</AwsLink>,
        },
        { id: 'account', header: 'Account', cell: ({ account, accountId }) => `${ACCOUNTS[account]} (${accountId})`, minWidth: 220 },
        { id: 'stage', header: 'Stage', cell: ({ stage }) => stage, minWidth: 100 },
      ]}
    />
  );
};
export default ResourcesTab;
