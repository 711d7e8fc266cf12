import { expect, test } from '@jest/globals';
import { StalledError, TurnWait, Wait } from '@tenantry/shared/failure/errors';
import type { Scope } from '../scope.ts';
import { released } from './released.ts';

const NOW = Date.parse('2026-11-28T10:30:00Z');
const minutesAgo = (minutes: number) => new Date(NOW - minutes * 60_000);
type Answers = Readonly<Record<string, object>>;
/** Clients that answer by the name of the command. */
const scopeWith = (answers: Answers): Scope => {
  const client = { send: async (command: object) => answers[command.constructor.name] ?? {} };
  return { devops: () => client, now: () => NOW / 1000 } as unknown as Scope;
};
const needs = { pipelineName: 'tenantry-01jx', executionId: 'e-1' };
const execution = (status: string, more: object = {}): Answers => ({
  GetPipelineExecutionCommand: { pipelineExecution: { status, ...more } },
});

test('a release is named by the commits that it delivered', async () => {
  const sourced = (ObjectKey: string) => ({ status: 'Succeeded', stageName: 'Source', output: { outputVariables: { ObjectKey } } });
  const details = [sourced(`releases/ui/${'c'.repeat(40)}.zip`), sourced(`releases/api/${'a'.repeat(40)}.zip`), { stageName: 'Data' }];
  const actions = { ListActionExecutionsCommand: { actionExecutionDetails: details } };
  const out = await released.ensure(scopeWith({ ...execution('Succeeded'), ...actions }), needs, {});
  expect(out).toEqual({ release: 'api@aaaaaaaaaaaa ui@cccccccccccc' });
});

test('while it runs, the wait says which stage is running', async () => {
  const actions = { ListActionExecutionsCommand: { actionExecutionDetails: [{ status: 'InProgress', stageName: 'Service' }] } };
  const running = released.ensure(scopeWith({ ...execution('InProgress'), ...actions }), needs, {});
  await expect(running).rejects.toThrow(Wait);
  await expect(released.ensure(scopeWith({ ...execution('InProgress'), ...actions }), needs, {})).rejects.toThrow('Service is running');
});

test("a build that waits for those of other tenants is a wait for one's turn, which has no deadline", async () => {
  const detail = {
    status: 'InProgress',
    stageName: 'Data',
    output: { executionResult: { externalExecutionId: 'tenantry-01jx-data:b-1' } },
  };
  const building = (currentPhase: string) =>
    released.ensure(
      scopeWith({
        ListActionExecutionsCommand: { actionExecutionDetails: [detail] },
        BatchGetBuildsCommand: { builds: [{ currentPhase, startTime: minutesAgo(7) }] },
      }),
      needs,
      {},
    );
  await expect(building('QUEUED')).rejects.toThrow(TurnWait);
  await expect(building('QUEUED')).rejects.toThrow('Data waits for a free build since 2026-11-28 10:23 UTC');
  await expect(building('PROVISIONING')).rejects.not.toThrow(TurnWait);
  await expect(building('PROVISIONING')).rejects.toThrow('Data is running');
});

/** CodeBuild refuses, for the nth time, one a minute. */
const refusing = (message: string, times = 1) => {
  const sent: object[] = [];
  const refusal = (i: number) => ({
    status: 'Failed',
    stageName: 'Data',
    startTime: minutesAgo(i),
    output: { executionResult: { errorDetails: { message } } },
  });
  const answers: Answers = {
    ...execution('Failed'),
    ListActionExecutionsCommand: { actionExecutionDetails: Array.from({ length: times }, (_, i) => refusal(i)) },
  };
  const client = {
    send: async (command: { input: object }) => {
      if (command.constructor.name === 'RetryStageExecutionCommand') sent.push(command.input);
      return answers[command.constructor.name] ?? {};
    },
  };
  return { scope: { devops: () => client } as unknown as Scope, sent };
};
const full = (builds: number) =>
  `Error calling startBuild: Cannot have more than ${builds} builds in queue for the account (Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException; Request ID: r-1; Proxy: null)`;

test('a release that finds the queue of builds full goes on by itself when its turn comes', async () => {
  const { scope, sent } = refusing(full(5));
  await expect(released.ensure(scope, needs, {})).rejects.toThrow(TurnWait);
  expect(sent).toEqual([{ pipelineName: 'tenantry-01jx', pipelineExecutionId: 'e-1', stageName: 'Data', retryMode: 'FAILED_ACTIONS' }]);
});

test('the wait for a place in the queue says since when and how often it was refused, and asks less and less often', async () => {
  const waits = (times: number) => released.ensure(refusing(full(5), times).scope, needs, {}).catch((error: unknown) => error);
  expect(await waits(3)).toMatchObject({
    message:
      "the release: Data waits for a place in CodeBuild's queue since 2026-11-28 10:28 UTC, was refused 3 times, and goes on by itself",
    seconds: 180,
  });
  expect(await waits(1)).toMatchObject({ seconds: 60 });
  expect(await waits(50)).toMatchObject({ seconds: 300 });
});

test.each([
  [
    'Build terminated with state: FAILED. Phase: QUEUED, Code: VPC_CLIENT_ERROR, Message: Unexpected EC2 error: RequestLimitExceeded',
    'EC2 to make its network interface',
  ],
  ['Build terminated with state: TIMED_OUT. Phase: QUEUED, Code: BUILD_TIMED_OUT, Message: Build has timed out.', 'a free build'],
])('a build that never began because of others, "%s", is asked for again', async (message, waitsFor) => {
  const { scope, sent } = refusing(message);
  const error = await released.ensure(scope, needs, {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(TurnWait);
  expect(error).toMatchObject({ message: expect.stringContaining(`Data waits for ${waitsFor} since`) });
  expect(sent).toHaveLength(1);
});

test('a build that met a limit of AWS while it ran has failed', async () => {
  const { scope, sent } = refusing(
    'Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: Rate exceeded',
  );
  await expect(released.ensure(scope, needs, {})).rejects.toThrow(StalledError);
  expect(sent).toEqual([]);
});

test.each([
  ['a moment ago', 'Data', [0.5], Wait],
  ['a moment ago, for the second time', 'Data', [0.5, 3], StalledError],
  ['some time ago', 'Data', [2], StalledError],
  ['a moment ago, in a stage that is not tried again', 'Source', [0.5], StalledError],
] as const)(
  'a build that failed %s is taken for failed only when CodePipeline does not try it once more',
  async (_when, stageName, failures, kind) => {
    const details = failures.map((minutes) => ({ status: 'Failed', stageName, lastUpdateTime: minutesAgo(minutes) }));
    const failing = scopeWith({ ...execution('Failed'), ListActionExecutionsCommand: { actionExecutionDetails: details } });
    const error = await released.ensure(failing, needs, {}).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(kind);
  },
);

test('a release may take as long as its builds may, each tried twice', () => {
  expect(released.deadlineSeconds).toBe(3 * 2 * 30 * 60);
});

test('an account that may not build at all asks a person to raise the quota', async () => {
  const { scope, sent } = refusing(full(0));
  await expect(released.ensure(scope, needs, {})).rejects.toMatchObject({
    name: 'StalledError',
    code: 'AccountLimitExceededException',
    advice: expect.stringContaining('Concurrently running builds for Linux/Small'),
  });
  expect(sent).toEqual([]);
});

test.each([
  ['has superseded this one', { status: 'Superseded' }],
  ['came by while this one waited for a place in the queue', { status: 'Failed' }],
])('the release that %s is waited for in its place', async (_how, ours) => {
  const refusal = { status: 'Failed', stageName: 'Data', output: { executionResult: { errorDetails: { message: full(5) } } } };
  const source = { status: 'Succeeded', output: { outputVariables: { ObjectKey: `releases/api/${'b'.repeat(40)}.zip` } } };
  const client = {
    send: async (command: { input: { pipelineExecutionId?: string; filter?: { pipelineExecutionId?: string } } }) => {
      if (command.constructor.name === 'ListPipelineExecutionsCommand')
        return { pipelineExecutionSummaries: [{ pipelineExecutionId: 'e-2' }] };
      if (command.constructor.name === 'RetryStageExecutionCommand')
        throw Object.assign(new Error('not the latest'), { name: 'NotLatestPipelineExecutionException' });
      if (command.constructor.name === 'ListActionExecutionsCommand') {
        if (command.input.filter?.pipelineExecutionId === 'e-2') return { actionExecutionDetails: [source] };
        return ours.status === 'Failed' ? { actionExecutionDetails: [refusal] } : {};
      }
      return { pipelineExecution: command.input.pipelineExecutionId === 'e-2' ? { status: 'Succeeded' } : ours };
    },
  };
  const scope = { devops: () => client } as unknown as Scope;
  expect(await released.ensure(scope, needs, {})).toEqual({ release: 'api@bbbbbbbbbbbb' });
});

test('a failed release asks a person, naming pipeline, stage, action and the end of the log', async () => {
  const failing = scopeWith({
    ...execution('Failed'),
    ListActionExecutionsCommand: {
      actionExecutionDetails: [
        {
          status: 'Failed',
          stageName: 'Data',
          actionName: 'data',
          output: { executionResult: { externalExecutionId: 'b-1', errorDetails: { message: 'Build terminated' } } },
        },
      ],
    },
    BatchGetBuildsCommand: { builds: [{ logs: { groupName: 'g', streamName: 's' } }] },
    GetLogEventsCommand: { events: [{ message: 'relation "patients" does not exist\n' }] },
  });
  const error = await released.ensure(failing, needs, {}).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(StalledError);
  expect((error as StalledError).message).toBe(
    'pipeline tenantry-01jx: execution e-1 Failed, stage Data, action data: Build terminated\nrelation "patients" does not exist',
  );
});
