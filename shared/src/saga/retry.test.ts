import { expect, test } from '@jest/globals';
import { AccountReady } from '@tenantry/events-schema/account';
import { StageRetryRequested } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { memoryPorts } from '../testing/memory-ports.ts';
import type { Outcome } from './ports.ts';
import { runner } from './runner.ts';
import { type AnyStage, stage, step } from './stage.ts';

type Answer = 'ok' | 'killed' | Error;
const aws = (name: string): Error => Object.assign(new Error('no'), { name, call: 'EC2 CreateVpc' });
const QUOTA = aws('VpcLimitExceeded');

/** A stage with one step, and what AWS answers to it: a worker that is killed says nothing more. */
const tenant = () => {
  const answers: Answer[] = [];
  const made: string[] = [];
  const act = async (direction: string) => {
    made.push(direction);
    const answer = answers.shift() ?? 'ok';
    if (answer instanceof Error) throw answer;
    if (answer === 'killed') await new Promise<void>(() => {});
  };
  const network = stage('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved, stopOn: [] })
    .on(AccountReady)
    .step(step('vpc', { ensure: async () => ({ made: await act('ensure') }), remove: () => act('remove') }) as never)
    .publishes(NetworkPeered as never) as unknown as AnyStage;
  let [time, ids] = [0, 0];
  const published: string[] = [];
  const { ports, record } = memoryPorts({
    publish: async (event) => void published.push(event),
    id: () => `id-${ids++}`,
    now: () => time,
  });
  const run = runner(network, ports);
  /** Delivers a message until the stage rests, at most so often: once for each answer of AWS. */
  const hears = async (name: string, eventId: string, ...said: Answer[]) => {
    answers.push(...said);
    [made.length, published.length] = [0, 0];
    const message = { name, detail: { tenantId: 'T', eventId, causedBy: '', at: '' } };
    for (let delivery = 0; delivery <= said.length; delivery++) {
      time += 400;
      const outcome: Outcome | 'killed' = await Promise.race([run(message), new Promise<'killed'>((end) => setImmediate(end, 'killed'))]);
      if (outcome !== 'killed' && outcome.kind !== 'again') break;
    }
    return { made: [...made], published: [...published], failure: record().failure };
  };
  return { hears };
};

test('a retry goes on where a used-up quota stalled the stage, and counts anew', async () => {
  const { hears } = tenant();
  const first = await hears(AccountReady.name, 'a', QUOTA, QUOTA, QUOTA);
  expect(first).toMatchObject({ made: ['ensure', 'ensure', 'ensure'], published: ['StageStalled'], failure: { code: 'VpcLimitExceeded' } });
  const second = await hears(StageRetryRequested.name, 'r1', QUOTA, QUOTA);
  expect(second).toMatchObject({ made: ['ensure', 'ensure', 'ensure'], published: ['NetworkPeered'] });
});

test('a used-up quota on the way back stalls at the third same answer, too, and a retry goes on back', async () => {
  const { hears } = tenant();
  await hears(AccountReady.name, 'a');
  const back = await hears(PipelineRemoved.name, 'b', QUOTA, QUOTA, QUOTA);
  expect(back).toMatchObject({ made: ['remove', 'remove', 'remove'], published: ['StageStalled'], failure: { kind: 'stalled' } });
  expect(await hears(StageRetryRequested.name, 'r', QUOTA)).toMatchObject({ made: ['remove', 'remove'], published: ['NetworkRemoved'] });
});

test('a worker that is killed after a retry is not told with the failure before it', async () => {
  const { hears } = tenant();
  await hears(AccountReady.name, 'a', QUOTA, QUOTA, QUOTA);
  const killed = await hears(StageRetryRequested.name, 'r', ...Array.from({ length: 12 }, (): Answer => 'killed'));
  expect(killed).toMatchObject({ published: ['StageStalled'], failure: { code: 'WorkerKilled' } });
});
