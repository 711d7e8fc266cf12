import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { PlannedStage } from '@tenantry/api-client/generated/api';
import { count, duration, stepTitle } from '../shown/format.ts';

const typeTitle = (type: string): string => type.replace('AWS::', '').replaceAll('::', ' ');

/** What each stage would create, and when. */
export const PlannedStages = ({ stages }: { readonly stages: readonly PlannedStage[] }) => (
  <Table
    items={[...stages]}
    trackBy="stage"
    variant="container"
    ariaLabels={{ tableLabel: 'Stages' }}
    header={<Header variant="h2">Stages</Header>}
    columnDefinitions={[
      { id: 'stage', header: 'Stage', isRowHeader: true, cell: ({ stage }) => stepTitle(stage), minWidth: 110 },
      {
        id: 'starts',
        header: 'Begins after',
        cell: ({ startsAfterSeconds }) => (startsAfterSeconds === 0 ? 'nothing' : duration(startsAfterSeconds)),
        minWidth: 110,
      },
      { id: 'takes', header: 'Usually takes', cell: ({ seconds }) => duration(seconds), minWidth: 110 },
      {
        id: 'creates',
        header: 'Creates',
        minWidth: 320,
        cell: ({ stage, resources, steps }) => (
          <ExpandableSection
            variant="footer"
            headerText={count(resources, 'resource')}
            headerAriaLabel={`${count(resources, 'resource')} of stage ${stage}`}
          >
            <ul>
              {steps.flatMap(({ step, creates, waits }) => [
                ...creates.map(({ type, count: n, account }) => (
                  <li key={`${step} ${type} ${account}`}>
                    {n > 1 && `${n} × `}
                    {typeTitle(type)} in the {account === 'tenant' ? "tenant's" : account} account
                  </li>
                )),
                ...(waits
                  ? [
                      <li key={`${step} waits`}>
                        waits for {waits.for}, usually {duration(waits.seconds)}
                      </li>,
                    ]
                  : []),
              ])}
            </ul>
          </ExpandableSection>
        ),
      },
    ]}
  />
);
