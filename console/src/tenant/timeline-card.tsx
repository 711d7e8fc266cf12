import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { episodeName, OUTCOMES } from '@tenantry/api-client/episodes';
import type { Episode, Tenant } from '@tenantry/api-client/generated/api';
import { useMemo, useState } from 'react';
import { useNow } from '../shown/clock.tsx';
import { dateTime } from '../shown/format.ts';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';
import { GanttChart } from './gantt-chart.tsx';
import { ganttOf, tookOf } from './gantt-model.ts';
import { NowWaiting } from './now-waiting.tsx';
import { isRunning, useTimeline } from './use-tenant.ts';

const optionOf = (episode: Episode) => ({
  value: episode.id,
  label: episode.title,
  description: [dateTime(episode.at), episode.by && `by ${episode.by}`].filter(Boolean).join(', '),
  labelTag: OUTCOMES[episode.outcome],
});
/** What happens now, and what every step took. */
export const TimelineCard = ({ tenant }: { readonly tenant: Tenant }) => {
  const { data, error, isPending, refetch } = useTimeline(tenant.tenantId);
  const tick = useNow();
  const [chosen, setChosen] = useState<string>();
  // The API's clock counts, not this machine's; while nothing moves the picture stands.
  const now = data && !isRunning(data) ? Date.parse(data.asOf) : data ? Math.max(Date.parse(data.asOf), tick) : tick;
  const episodes = data?.episodes ?? [];
  const episode = episodes.find(({ id }) => id === chosen) ?? episodes.at(-1);
  const gantt = useMemo(() => (episode && data ? ganttOf(episode, data.steps, now) : undefined), [episode, data, now]);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={episode && gantt ? `${episodeName(episode, dateTime)}. ${tookOf(episode, gantt)}` : undefined}
          actions={
            episodes.length > 1 &&
            episode && (
              <Select
                selectedOption={optionOf(episode)}
                options={episodes.toReversed().map(optionOf)}
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
        {gantt && episode && gantt.stages.length > 0 && <GanttChart gantt={gantt} title={episode.title} />}
        {data && (gantt?.stages.length ?? 0) === 0 && <Box color="text-body-secondary">No stage has begun yet.</Box>}
      </SpaceBetween>
    </Container>
  );
};
