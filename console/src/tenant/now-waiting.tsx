import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Stage, Timeline } from '@tenantry/api-client/generated/api';
import { duration, stepTitle } from '../shown/format.ts';

/** For every stage in motion: at what it is, what it waits for, and how long that usually takes. */
export const NowWaiting = ({ timeline, now }: { readonly timeline: Timeline; readonly now: number }) => {
  const moving = timeline.stages.filter(({ state, finishedAt }) => !finishedAt && state !== 'stalled' && state !== 'failed');
  if (moving.length === 0 || timeline.state === 'ready' || timeline.state === 'offboarded') return null;
  return (
    <SpaceBetween size="s">
      {moving.map((stage) => (
        <StageNow key={stage.stage} stage={stage} timeline={timeline} now={now} />
      ))}
    </SpaceBetween>
  );
};

interface StageNowProps {
  readonly stage: Stage;
  readonly timeline: Timeline;
  readonly now: number;
}
const StageNow = ({ stage, timeline, now }: StageNowProps) => {
  const step = timeline.steps.findLast((one) => one.stage === stage.stage && one.step === stage.step && one.direction === stage.direction);
  const since = (now - Date.parse(step && !step.endedAt ? step.startedAt : stage.at)) / 1_000;
  const usual = step?.endedAt ? undefined : step?.usualSeconds;
  const doing = stage.direction === 'remove' ? 'removing' : 'at';
  const label = `${stepTitle(stage.stage)}: ${doing} ${stepTitle(stage.step)}`;
  const reason =
    stage.state === 'waiting'
      ? `Waiting for ${stage.reason ?? 'something'}`
      : stage.state === 'retrying'
        ? // Why stands in the row of the step, and in the alert.
          'Trying again'
        : '';
  if (usual === undefined || stage.state !== 'waiting') {
    return (
      <div>
        <StatusIndicator type={stage.state === 'retrying' ? 'warning' : stage.state === 'waiting' ? 'pending' : 'in-progress'}>
          {label}
        </StatusIndicator>
        {reason !== '' && (
          <Box variant="small" display="block" padding={{ left: 'l' }}>
            {reason}, for {duration(since)}
          </Box>
        )}
      </div>
    );
  }
  return (
    <ProgressBar
      label={label}
      description={reason}
      additionalInfo={`${duration(since)} so far; this usually takes ${duration(usual)}.`}
      value={Math.min(99, (since / usual) * 100)}
    />
  );
};
