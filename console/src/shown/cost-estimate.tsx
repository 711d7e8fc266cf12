import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { CostEstimate } from '@tenantry/api-client/generated/api';
import { dollars, number } from './format.ts';

/** A month by list price, with the table of prices that it was made from. */
export const CostEstimateTable = ({ estimate, title }: { readonly estimate: CostEstimate; readonly title: string }) => (
  <Table
    items={[...estimate.items]}
    trackBy="resource"
    variant="container"
    ariaLabels={{ tableLabel: title }}
    header={
      <Header variant="h2" description={`Prices of ${estimate.region} as of ${estimate.pricesAsOf}, for a month of 730 hours.`}>
        {title}: {dollars(estimate.monthlyUsd)}
      </Header>
    }
    empty="Nothing that costs by itself."
    footer={
      estimate.notIncluded.length > 0 && (
        <ExpandableSection headerText="Not included: what nobody knows beforehand">
          <ul>
            {estimate.notIncluded.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </ExpandableSection>
      )
    }
    columnDefinitions={[
      { id: 'resource', header: 'Resource', isRowHeader: true, cell: ({ resource }) => resource, minWidth: 180 },
      { id: 'quantity', header: 'Quantity', cell: ({ quantity, unit }) => `${number(quantity)} ${unit}`, minWidth: 120 },
      { id: 'unit', header: 'Price', cell: ({ unitUsd, unit }) => `$${unitUsd} per ${unit}`, minWidth: 140 },
      { id: 'month', header: 'A month', cell: ({ monthlyUsd }) => dollars(monthlyUsd), minWidth: 100 },
      {
        id: 'source',
        header: 'By',
        minWidth: 160,
        cell: ({ source }) => (
          <Box fontSize="body-s" color="text-body-secondary">
            {source.replace(/^https?:\/\//, '')}
          </Box>
        ),
      },
    ]}
  />
);
