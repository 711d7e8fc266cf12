import './gantt.css';
import Box from '@cloudscape-design/components/box';
import Popover from '@cloudscape-design/components/popover';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { count, dateTime, duration, stepTitle } from '../shown/format.ts';
import { type Gantt, type Outcome, type StageRows, type StepRow, ticksOf } from './gantt-model.ts';
import { TraceLink } from './trace-link.tsx';

const STATUS: Readonly<Record<Outcome, readonly [StatusIndicatorProps.Type, string]>> = {
  done: ['success', 'done'],
  waiting: ['pending', 'waiting'],
  running: ['in-progress', 'running'],
  retrying: ['warning', 'trying again'],
  attention: ['warning', 'needs attention'],
  failed: ['error', 'failed'],
  stopped: ['stopped', 'stopped'],
};

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
              <div className="ticks" aria-hidden="true">
                {marks.map(({ seconds, left }) => (
                  // Moved to the left by as much of its own width: the last one would be cut.
                  <span key={seconds} className="tick" style={{ left: `${left}%`, transform: `translateX(-${left}%)` }}>
                    {seconds === 0 ? '0' : duration(seconds)}
                  </span>
                ))}
              </div>
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
        <span className="bar work" /> running <span className="bar wait" /> waiting for AWS <span className="bar retry" /> tried again{' '}
        <span className="bar failed" /> failed, or needs attention
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
const StageRow = ({ stage, isOpen, marks, onToggle }: StageRowProps) => {
  const [type, said] = STATUS[stage.outcome];
  return (
    <tr className="stage">
      <th scope="rowgroup">
        <button type="button" aria-expanded={isOpen} onClick={onToggle}>
          <span className="arrow" aria-hidden="true" /> {stepTitle(stage.stage)}
          {stage.isAgain && ', again'}
          <span className="visually-hidden">
            {stage.direction === 'remove' ? ' (removal)' : ''}, {count(stage.steps.length, 'step')}
          </span>
        </button>
        <StatusIndicator type={type}>{said}</StatusIndicator>
      </th>
      <td className="took">{duration(stage.seconds)}</td>
      <td className="bars" aria-hidden="true">
        <Grid marks={marks} />
        <span
          className={`bar whole ${stage.outcome === 'failed' || stage.outcome === 'attention' ? 'failed' : ''}`}
          style={{ left: `${stage.left}%`, width: `max(${stage.width}%, 2px)` }}
        />
      </td>
    </tr>
  );
};

const StepLine = ({ row, marks }: { readonly row: StepRow; readonly marks: Marks }) => {
  const isWrong = row.outcome === 'failed' || row.outcome === 'attention';
  const notes = row.notes.length > 0 || row.outcome === 'done' ? row.notes : [STATUS[row.outcome][1]];
  return (
    <tr className="step">
      <th scope="row">
        {stepTitle(row.step)}
        {notes.map((note) => (
          <span key={note} className={`said ${isWrong ? 'failed' : ''}`}>
            {note}
          </span>
        ))}
        {row.traceUrl && (
          <span className="trace">
            <TraceLink url={row.traceUrl} of={stepTitle(row.step)} />
          </span>
        )}
      </th>
      <td className="took">
        <Popover
          header={stepTitle(row.step)}
          content={<Details row={row} />}
          triggerType="text"
          size="medium"
          dismissAriaLabel="Close"
          triggerAriaLabel={`${duration(row.seconds)}: when ${stepTitle(row.step)} began and ended, and what it waited for`}
        >
          {duration(row.seconds)}
        </Popover>
        {row.usualSeconds !== undefined && <span className="usual">usually {duration(row.usualSeconds)}</span>}
      </td>
      <td className="bars" aria-hidden="true">
        <Grid marks={marks} />
        {row.segments.map(({ kind, left, width }, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a step's parts are only ever added at the end
            key={i}
            className={`bar ${kind}`}
            style={{ left: `${left}%`, width: `max(${width}%, 2px)` }}
          />
        ))}
      </td>
    </tr>
  );
};

/** Exact times and reasons in words: by keyboard, by touch and for a screen reader, as the bars are for nobody but the eye. */
const Details = ({ row }: { readonly row: StepRow }) => (
  <>
    {[
      `Began ${dateTime(row.from)}`,
      row.to ? `${row.outcome === 'stopped' ? 'Stopped' : 'Ended'} ${dateTime(row.to)}` : `${STATUS[row.outcome][1]} now`,
      ...row.waited,
      ...row.notes,
    ].map((line) => (
      <Box key={line} variant="p">
        {line}
      </Box>
    ))}
  </>
);
