import './gantt.css';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { count, duration, stepTitle } from '../shown/format.ts';
import { type Gantt, type StageRows, type StepRow, ticksOf } from './gantt-model.ts';
import { TraceLink } from './trace-link.tsx';

const STATUS: Readonly<Record<StepRow['outcome'], StatusIndicatorProps.Type>> = {
  done: 'success',
  waiting: 'pending',
  working: 'in-progress',
  failed: 'error',
};
const SAID: Readonly<Record<StepRow['outcome'], string>> = { done: 'done', waiting: 'waits', working: 'works', failed: 'failed' };

/** Stages and their steps over time. A table, so that it can be read as well as seen. */
export const GanttChart = ({ gantt, title }: { readonly gantt: Gantt; readonly title: string }) => {
  const [toggled, setToggled] = useState<Readonly<Record<string, boolean>>>({});
  const marks = ticksOf(gantt);
  return (
    <div className="gantt">
      <table aria-label={`${title}: stages and steps over time`}>
        <thead>
          <tr>
            <th scope="col">Stage and step</th>
            <th scope="col">Took</th>
            <th scope="col" className="axis">
              <span className="visually-hidden">Over time</span>
              {marks.map(({ seconds, left }) => (
                <span key={seconds} className="tick" style={{ left: `${left}%` }} aria-hidden="true">
                  {seconds === 0 ? '0' : duration(seconds)}
                </span>
              ))}
            </th>
          </tr>
        </thead>
        {gantt.stages.map((stage) => {
          const isOpen = toggled[stage.key] ?? stage.outcome !== 'done';
          return (
            <tbody key={stage.key}>
              <StageRow
                stage={stage}
                isOpen={isOpen}
                marks={marks}
                onToggle={() => setToggled((known) => ({ ...known, [stage.key]: !isOpen }))}
              />
              {isOpen && stage.steps.map((row) => <StepLine key={row.key} row={row} marks={marks} />)}
            </tbody>
          );
        })}
      </table>
      <p className="legend" aria-hidden="true">
        <span className="bar work" /> works <span className="bar wait" /> waits for AWS <span className="bar retry" /> tries again{' '}
        <span className="bar failed" /> failed
      </p>
    </div>
  );
};

type Marks = ReturnType<typeof ticksOf>;
const Grid = ({ marks }: { readonly marks: Marks }) =>
  marks.map(({ seconds, left }) => <span key={seconds} className="grid" style={{ left: `${left}%` }} />);

interface StageRowProps {
  readonly stage: StageRows;
  readonly isOpen: boolean;
  readonly marks: Marks;
  readonly onToggle: () => void;
}
const StageRow = ({ stage, isOpen, marks, onToggle }: StageRowProps) => (
  <tr className="stage">
    <th scope="rowgroup">
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        <span className="arrow" aria-hidden="true" /> {stepTitle(stage.stage)}
        <span className="visually-hidden">
          {stage.direction === 'remove' ? ' (taken back)' : ''}, {count(stage.steps.length, 'step')}
        </span>
      </button>
      <StatusIndicator type={STATUS[stage.outcome]}>{SAID[stage.outcome]}</StatusIndicator>
    </th>
    <td className="took">{duration(stage.seconds)}</td>
    <td className="bars" aria-hidden="true">
      <Grid marks={marks} />
      <span
        className={`bar whole ${stage.outcome === 'failed' ? 'failed' : ''}`}
        style={{ left: `${stage.left}%`, width: `max(${stage.width}%, 2px)` }}
      />
    </td>
  </tr>
);

const StepLine = ({ row, marks }: { readonly row: StepRow; readonly marks: Marks }) => (
  <tr className="step">
    <th scope="row">
      {stepTitle(row.step)}
      {row.outcome !== 'done' && <span className={`said ${row.outcome}`}>{row.note ?? SAID[row.outcome]}</span>}
      {row.traceUrl && (
        <span className="trace">
          <TraceLink url={row.traceUrl} of={stepTitle(row.step)} />
        </span>
      )}
    </th>
    <td className="took">
      {duration(row.seconds)}
      {row.usualSeconds !== undefined && <span className="usual">usually {duration(row.usualSeconds)}</span>}
    </td>
    <td className="bars" aria-hidden="true">
      <Grid marks={marks} />
      {row.segments.map(({ kind, left, width, title }, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a step's parts are only ever added at the end
          key={i}
          className={`bar ${kind}`}
          title={title}
          style={{ left: `${left}%`, width: `max(${width}%, 2px)` }}
        />
      ))}
    </td>
  </tr>
);
