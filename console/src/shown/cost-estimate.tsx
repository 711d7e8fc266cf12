import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { CostEstimate } from '@tenantry/api-client/generated/api';
import { dollars, estimated, number } from './format.ts';

interface Row {
  readonly resource: string;
  readonly quantity: number;
  readonly price: string;
  readonly source: string;
  readonly unit?: string;
  readonly units?: number | undefined;
  readonly monthlyUsd?: number;
}
const rowsOf = ({ items, unpriced = [], region }: CostEstimate): Row[] => [
  ...items.map((item) => ({ ...item, price: `$${item.unitUsd} per ${item.unit}` })),
  ...unpriced.map((item) => ({ ...item, price: `price unknown for ${region}` })),
];

const descriptionOf = ({ region, pricesAsOf, priceUnknown }: CostEstimate): string =>
  priceUnknown === undefined
    ? `Prices of ${region} as of ${pricesAsOf}, for a month of 730 hours.`
    : `Without what has no price here: ${priceUnknown}. Known prices are as of ${pricesAsOf}.`;

/** A month by list price, with the table of prices that it was made from. */
export const CostEstimateTable = ({ estimate, title }: { readonly estimate: CostEstimate; readonly title: string }) => (
  <Table
    items={rowsOf(estimate)}
    trackBy="resource"
    variant="container"
    ariaLabels={{ tableLabel: title }}
    header={
      <Header variant="h2" description={descriptionOf(estimate)}>
        {title}: {estimated(estimate.monthlyUsd, estimate.priceUnknown)}
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
      {
        id: 'quantity',
        header: 'Quantity',
        cell: ({ quantity, units = 1, unit }) => (units === 1 ? number(quantity) : `${number(quantity)} × ${number(units)} ${unit}s`),
        minWidth: 120,
      },
      { id: 'unit', header: 'Price', cell: ({ price }) => price, minWidth: 140 },
      {
        id: 'month',
        header: 'A month',
        cell: ({ monthlyUsd }) => (monthlyUsd === undefined ? 'unknown' : dollars(monthlyUsd)),
        minWidth: 100,
      },
      {
        id: 'source',
        header: 'Source',
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
