import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Tenant } from '@tenantry/api-client/generated/api';
import { useMemo, useState } from 'react';
import { useNow } from '../shown/clock.tsx';
import { duration } from '../shown/format.ts';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';
import { isMoving } from '../shown/tenant-state.tsx';
import { GanttChart } from './gantt-chart.tsx';
import { episodesOf, type Gantt, ganttOf } from './gantt-model.ts';
import { NowWaiting } from './now-waiting.tsx';
import { useTimeline } from './use-tenant.ts';

const lasted = ({ from, to }: Gantt, isRunning: boolean): string =>
  `${duration((to - from) / 1_000)}${isRunning ? ' so far' : ''}, waits included.`;

/** What happens now, and what every step took. */
export const TimelineCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { data, error, isPending, refetch } = useTimeline(tenant.tenantId);
  const tick = useNow();
  const [chosen, setChosen] = useState<string>();
  // The API's clock counts, not this machine's; while nothing moves the picture stands.
  const now = data && !isMoving(data.state) ? Date.parse(data.asOf) : data ? Math.max(Date.parse(data.asOf), tick) : tick;
  const steps = data?.steps;
  const episodes = useMemo(() => (steps ? episodesOf(steps, now) : []), [steps, now]);
  const episode = episodes.find(({ title }) => title === chosen) ?? episodes.at(-1);
  const gantt = episode && data ? ganttOf(episode.steps, data.stages, now) : undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={gantt && data ? lasted(gantt, isMoving(data.state) && episode === episodes.at(-1)) : undefined}
          actions={
            episodes.length > 1 &&
            episode && (
              <Select
                selectedOption={{ value: episode.title, label: episode.title }}
                options={episodes.map(({ title }) => ({ value: title, label: title }))}
                onChange={({ detail }) => setChosen(detail.selectedOption.value)}
                ariaLabel="Which part of the timeline"
              />
            )
          }
        >
          Timeline
        </Header>
      }
    >
      <SpaceBetween size="l">
        {error && <Problem title="The timeline could not be loaded" error={error} onRetry={() => void refetch()} />}
        {isPending && <Loading what="timeline" />}
        {data && gantt && episode === episodes.at(-1) && <NowWaiting timeline={data} now={now} />}
        {gantt && episode && <GanttChart gantt={gantt} title={episode.title} />}
        {data && !gantt && <Box color="text-body-secondary">No stage has begun yet.</Box>}
      </SpaceBetween>
    </Container>
  );
};
