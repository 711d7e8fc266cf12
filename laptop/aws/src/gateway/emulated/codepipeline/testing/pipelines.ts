import { createBuildSlots } from '../../codebuild/build-slots.ts';
import { codebuild } from '../../codebuild/codebuild.ts';
import { createContainerCredentials } from '../../codebuild/container-credentials.ts';
import { codecommit } from '../../codecommit/codecommit.ts';
import { caller, createFakeContext } from '../../testing/fake-context.ts';
import { codepipeline } from '../codepipeline.ts';
import type { ActionDeclaration, ActionExecution, Execution, PipelineDeclaration } from '../types.ts';

/** A CodeCommit source action whose namespace and artifact have its own name. */
export const source = (name: string, repository: string): ActionDeclaration => ({
  name,
  namespace: name,
  actionTypeId: { category: 'Source', owner: 'AWS', provider: 'CodeCommit', version: '1' },
  configuration: { RepositoryName: repository, BranchName: 'main', PollForSourceChanges: 'false' },
  outputArtifacts: [{ name }],
});
/** A CodeBuild action on the artifact `Api`; its project has its name. */
export const build = (name: string, more: Partial<ActionDeclaration> = {}): ActionDeclaration => ({
  name,
  actionTypeId: { category: 'Build', owner: 'AWS', provider: 'CodeBuild', version: '1' },
  configuration: { ProjectName: name },
  inputArtifacts: [{ name: 'Api' }],
  ...more,
});
/** A pipeline `customer` of two sources and these builds. */
export const declaration = (builds: ActionDeclaration[], more: Partial<PipelineDeclaration> = {}): PipelineDeclaration => ({
  name: 'customer',
  roleArn: 'arn:aws:iam::100000000003:role/pipeline',
  artifactStore: { type: 'S3', location: 'artifacts' },
  pipelineType: 'V2',
  executionMode: 'QUEUED',
  stages: [
    { name: 'Source', actions: [source('Api', 'api'), source('Ui', 'ui')] },
    { name: 'Build', actions: builds },
  ],
  ...more,
});

/** CodePipeline without a gateway: repositories `api` and `ui` hold `folder`, builds really run, in `runFolder`. */
export const setUpPipelines = async (folder: string, runFolder: string, buildspecs: Record<string, string>) => {
  const fake = createFakeContext();
  fake.trust.set('pipeline', ['codepipeline.amazonaws.com']);
  fake.trust.set('build', ['codebuild.amazonaws.com']);
  const sourceFolders = () => folder;
  const builds = codebuild({
    runFolder,
    sourceFolders,
    machine: { toolPath: process.env.PATH ?? '' },
    slots: createBuildSlots(2),
    credentials: createContainerCredentials(),
    minuteMs: 60_000,
  });
  const pipelines = codepipeline({ codebuild: builds, sourceFolders });
  const repositories = caller(codecommit({ sourceFolders }), fake);
  for (const repositoryName of ['api', 'ui']) await repositories('CreateRepository', { repositoryName });
  for (const [name, buildspec] of Object.entries(buildspecs)) {
    await caller(builds.service, fake)('CreateProject', {
      name,
      source: { type: 'CODEPIPELINE', buildspec: `version: 0.2\n${buildspec}` },
      artifacts: { type: 'CODEPIPELINE' },
      environment: { type: 'LINUX_CONTAINER', image: 'image', computeType: 'BUILD_GENERAL1_SMALL' },
      serviceRole: 'arn:aws:iam::100000000003:role/build',
    });
  }
  const call = caller(pipelines.service, fake);
  const newest = async (): Promise<Execution> => {
    const { pipelineExecutionSummaries } = await call<{ pipelineExecutionSummaries: Execution[] }>('ListPipelineExecutions', {
      pipelineName: 'customer',
    });
    return pipelineExecutionSummaries[0] as Execution;
  };
  const until = async (condition: (execution: Execution) => boolean): Promise<Execution> => {
    for (;;) {
      const execution = await newest();
      if (condition(execution)) return execution;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const finished = () => until(({ status }) => status !== 'InProgress' && status !== 'Stopping');
  const actions = async () =>
    (await call<{ actionExecutionDetails: ActionExecution[] }>('ListActionExecutions', { pipelineName: 'customer' }))
      .actionExecutionDetails;
  return { fake, builds, pipelines, call, newest, until, finished, actions };
};
