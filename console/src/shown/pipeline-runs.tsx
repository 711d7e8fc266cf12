import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { ListColumn } from '../list/column.ts';
import { AwsLink } from './aws-link.tsx';
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

/** Seconds; undefined while it runs. */
const tookOf = ({ startedAt, updatedAt, state }: Run): number | undefined =>
  startedAt && updatedAt && state !== 'InProgress' ? (Date.parse(updatedAt) - Date.parse(startedAt)) / 1_000 : undefined;

/** @param version what the run was about, of each kind of list its own */
export const runColumns = <R extends Run>(version: ListColumn<R>): readonly ListColumn<R>[] => [
  {
    id: 'execution',
    header: 'Run',
    isRowHeader: true,
    cell: ({ executionId, consoleUrl }) => <AwsLink href={consoleUrl}>{executionId}</AwsLink>,
    value: ({ executionId }) => executionId,
    minWidth: 220,
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <StatusIndicator type={STATES[state] ?? 'info'}>{state}</StatusIndicator>,
    value: ({ state }) => state,
    minWidth: 130,
  },
  { id: 'started', header: 'Started', cell: ({ startedAt }) => <Ago at={startedAt} />, value: ({ startedAt }) => startedAt, minWidth: 110 },
  {
    id: 'took',
    header: 'Duration',
    cell: (run) => {
      const seconds = tookOf(run);
      return seconds === undefined ? '–' : duration(seconds);
    },
    value: tookOf,
    minWidth: 110,
  },
  { id: 'trigger', header: 'Trigger', cell: ({ trigger }) => trigger ?? '–', value: ({ trigger }) => trigger, minWidth: 140 },
  version,
];
