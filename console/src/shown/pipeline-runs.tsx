import Link from '@cloudscape-design/components/link';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { Ago } from './clock.tsx';
import { duration } from './format.ts';

/** What is shown of a pipeline's run, whichever pipeline's it is. */
interface Run {
  readonly executionId: string;
  readonly state: string;
  readonly startedAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly trigger?: string | undefined;
  readonly consoleUrl: string;
}

/** Of a CodePipeline execution (CodePipeline API reference, PipelineExecutionSummary). */
const STATES: Readonly<Record<string, StatusIndicatorProps.Type>> = {
  InProgress: 'in-progress',
  Succeeded: 'success',
  Failed: 'error',
  Stopped: 'stopped',
  Stopping: 'in-progress',
  Superseded: 'stopped',
  Cancelled: 'stopped',
};

/** @param version what the run was about, of each kind of list its own */
export const runColumns = <R extends Run>(version: TableProps.ColumnDefinition<R>): TableProps.ColumnDefinition<R>[] => [
  {
    id: 'execution',
    header: 'Run',
    isRowHeader: true,
    minWidth: 260,
    cell: ({ executionId, consoleUrl }) => (
      <Link external href={consoleUrl}>
        {executionId}
      </Link>
    ),
  },
  { id: 'state', header: 'State', cell: ({ state }) => <StatusIndicator type={STATES[state] ?? 'info'}>{state}</StatusIndicator> },
  { id: 'started', header: 'Started', cell: ({ startedAt }) => <Ago at={startedAt} /> },
  {
    id: 'took',
    header: 'Took',
    cell: ({ startedAt, updatedAt, state }) =>
      startedAt && updatedAt && state !== 'InProgress' ? duration((Date.parse(updatedAt) - Date.parse(startedAt)) / 1_000) : '–',
  },
  { id: 'trigger', header: 'Because of', cell: ({ trigger }) => trigger ?? '–' },
  version,
];
