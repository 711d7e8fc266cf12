import { randomBytes, randomUUID } from 'node:crypto';
import { AwsError } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import type { StartedBuild } from '../codebuild/builds.ts';
import type { Codebuild } from '../codebuild/codebuild.ts';
import { codebuildState } from '../codebuild/project.ts';
import type { Build, EnvironmentVariable } from '../codebuild/types.ts';
import { arnOf, type Scope, scopedKey } from '../request.ts';
import { authorizeRole } from '../role-call.ts';
import type { RoleSession } from '../role-session.ts';
import type { SourceFolders } from '../source-folder.ts';
import {
  type ActionDeclaration,
  ActionFailure,
  type ArtifactStore,
  type Execution,
  type NamedArtifact,
  type SourceRevision,
} from './types.ts';

export interface ActionServices {
  readonly codebuild: Codebuild;
  readonly sourceFolders: SourceFolders;
}

/** What an action works with: its declaration with all references resolved, and where artifacts are. */
export interface ActionRequest extends Scope {
  readonly pipelineName: string;
  readonly action: ActionDeclaration;
  readonly configuration: Readonly<Record<string, string>>;
  readonly inputArtifacts: readonly NamedArtifact[];
  readonly artifactStore: ArtifactStore;
  readonly session: RoleSession;
  /** What the start of the execution overrides of this action. */
  readonly revisions: readonly SourceRevision[];
  /** Called as soon as the build exists, so that whoever stops the pipeline finds it. */
  readonly started: (externalExecutionId: string) => void;
}

export interface ActionResult {
  readonly outputArtifacts: readonly NamedArtifact[];
  readonly outputVariables: Readonly<Record<string, string>>;
  readonly summary?: string;
  readonly revisionId?: string;
}

/** AWS shortens names the same way: an artifact's key has at most 100 characters. */
export const outputArtifact = (request: ActionRequest, name: string): NamedArtifact => {
  const unique = randomBytes(5).toString('base64url').replace(/[-_]/g, 'x');
  return {
    name,
    s3location: { bucket: request.artifactStore.location, key: `${request.pipelineName.slice(0, 20)}/${name.slice(0, 10)}/${unique}` },
  };
};

export const permitted = async (
  context: GatewayContext,
  request: ActionRequest,
  actions: readonly string[],
  resource: string,
): Promise<void> => {
  for (const action of actions) {
    await authorizeRole(context, request.session, request.region, action, resource).catch((cause: unknown) => {
      const message = `The provided role does not have sufficient permissions: ${cause instanceof Error ? cause.message : cause}`;
      throw new ActionFailure('PermissionError', message, { cause });
    });
  }
};

const buildFailure = (build: Build): ActionFailure => {
  const phase = build.phases.find(({ phaseStatus }) => phaseStatus !== undefined && phaseStatus !== 'SUCCEEDED');
  const [reason] = phase?.contexts ?? [];
  const details = phase ? ` Phase: ${phase.phaseType}, Code: ${reason?.statusCode}, Message: ${reason?.message}` : '';
  return new ActionFailure('JobFailed', `Build terminated with state: ${build.buildStatus}.${details}`);
};

/** What CodeBuild refuses fails the action at once, in the words of CodePipeline's own client (aws/aws-cdk #27335). */
const callingStartBuild = <T>(start: () => T): T => {
  try {
    return start();
  } catch (cause) {
    if (!(cause instanceof AwsError)) throw cause;
    const details = `Service: AWSCodeBuild; Status Code: ${cause.status}; Error Code: ${cause.code}; Request ID: ${randomUUID()}; Proxy: null`;
    throw new ActionFailure('JobFailed', `Error calling startBuild: ${cause.message} (${details})`, { cause });
  }
};

const startBuild = (
  context: GatewayContext,
  services: ActionServices,
  request: ActionRequest,
  outputs: readonly NamedArtifact[],
): StartedBuild => {
  const { ProjectName = '', PrimarySource, EnvironmentVariables } = request.configuration;
  const project = codebuildState(context).projects[scopedKey(request, ProjectName)];
  if (!project)
    throw new ActionFailure('ConfigurationError', `Project cannot be found: ${arnOf(request, 'codebuild', `project/${ProjectName}`)}`);
  const located = ({ name, s3location }: NamedArtifact) => ({ name, ...s3location });
  const primarySource = PrimarySource ?? request.inputArtifacts[0]?.name ?? '';
  const primary = request.inputArtifacts.find(({ name }) => name === primarySource);
  return callingStartBuild(() =>
    services.codebuild.start(
      context,
      { ...project, source: { ...project.source, type: 'CODEPIPELINE' }, artifacts: { type: 'CODEPIPELINE' } },
      {
        accountId: request.accountId,
        region: request.region,
        projectName: project.name,
        initiator: `codepipeline/${request.pipelineName}`,
        sourceVersion: primary === undefined ? '' : `arn:aws:s3:::${primary.s3location.bucket}/${primary.s3location.key}`,
        environmentVariables: EnvironmentVariables === undefined ? [] : (JSON.parse(EnvironmentVariables) as EnvironmentVariable[]),
        pipeline: {
          inputs: request.inputArtifacts.map(located),
          outputs: outputs.map(located),
          primarySource,
          ...(request.artifactStore.encryptionKey === undefined ? {} : { encryptionKeyId: request.artifactStore.encryptionKey.id }),
        },
      },
    ),
  );
};

/** What a fault makes of an execution: its builds fail, or, after `<stage>: `, the actions of that stage. */
export const failIfAsked = ({ endsFailed }: Execution, stageName: string, isSource: boolean): void => {
  if (endsFailed === undefined) return;
  const { stage, message = '' } = /^(?:(?<stage>[A-Za-z]+): )?(?<message>.*)$/s.exec(endsFailed)?.groups ?? {};
  if (stage === undefined ? !isSource : stage === stageName) throw new ActionFailure('JobFailed', message);
};

/** Build/CodeBuild: runs the project on the input artifacts and waits for its end. */
export const runBuildAction = async (context: GatewayContext, services: ActionServices, request: ActionRequest): Promise<ActionResult> => {
  const project = arnOf(request, 'codebuild', `project/${request.configuration.ProjectName}`);
  await permitted(context, request, ['codebuild:StartBuild', 'codebuild:BatchGetBuilds'], project);
  const outputs = (request.action.outputArtifacts ?? []).map(({ name }) => outputArtifact(request, name));
  const { build, finished } = startBuild(context, services, request, outputs);
  request.started(build.id);
  await finished;
  if (build.buildStatus !== 'SUCCEEDED') throw buildFailure(build);
  const outputVariables = Object.fromEntries(build.exportedEnvironmentVariables.map(({ name, value }) => [name, value]));
  return { outputArtifacts: outputs, outputVariables };
};

/** The failure of an action whatever went wrong. */
export const asActionFailure = (error: unknown): ActionFailure => {
  if (error instanceof ActionFailure) return error;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const denied = (error instanceof AwsError ? error.code : message).includes('AccessDenied');
  return new ActionFailure(denied ? 'PermissionError' : 'JobFailed', message, { cause: error });
};
