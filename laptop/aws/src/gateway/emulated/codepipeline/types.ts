import type { Scope } from '../request.ts';

export type ExecutionMode = 'QUEUED' | 'SUPERSEDED' | 'PARALLEL';

interface ActionTypeId {
  readonly category: string;
  readonly owner: string;
  readonly provider: string;
  readonly version: string;
}

export interface ActionDeclaration {
  readonly name: string;
  readonly actionTypeId: ActionTypeId;
  readonly runOrder?: number;
  readonly configuration?: Readonly<Record<string, string>>;
  readonly inputArtifacts?: readonly { readonly name: string }[];
  readonly outputArtifacts?: readonly { readonly name: string }[];
  readonly roleArn?: string;
  readonly region?: string;
  readonly namespace?: string;
}

export type RetryMode = 'FAILED_ACTIONS' | 'ALL_ACTIONS';

export interface StageDeclaration {
  readonly name: string;
  readonly actions: readonly ActionDeclaration[];
  readonly onFailure?: {
    readonly result?: 'ROLLBACK' | 'FAIL' | 'RETRY' | 'SKIP';
    readonly retryConfiguration?: { readonly retryMode?: RetryMode };
  };
}

export interface ArtifactStore {
  readonly type: 'S3';
  readonly location: string;
  readonly encryptionKey?: { readonly id: string; readonly type: 'KMS' };
}

interface VariableDeclaration {
  readonly name: string;
  readonly defaultValue?: string;
  readonly description?: string;
}

/** A pipeline's structure as the API shows it. */
export interface PipelineDeclaration {
  readonly name: string;
  readonly roleArn: string;
  readonly artifactStore?: ArtifactStore;
  readonly artifactStores?: Readonly<Record<string, ArtifactStore>>;
  readonly stages: readonly StageDeclaration[];
  readonly version?: number;
  readonly executionMode?: ExecutionMode;
  readonly pipelineType?: 'V1' | 'V2';
  readonly variables?: readonly VariableDeclaration[];
  readonly triggers?: readonly unknown[];
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface StoredPipeline extends Scope {
  declaration: PipelineDeclaration & { readonly version: number };
  readonly created: number;
  updated: number;
  tags: Tag[];
  /** Transitions into stages that somebody has disabled, by stage; times in epoch seconds. */
  disabled?: Record<string, { readonly reason: string; readonly by: string; readonly at: number }>;
}

interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

export interface NamedArtifact {
  readonly name: string;
  readonly s3location: S3Location;
}

interface ActionError {
  readonly code: string;
  readonly message: string;
}

type ActionStatus = 'InProgress' | 'Abandoned' | 'Succeeded' | 'Failed';
type ExecutionStatus = 'Cancelled' | 'InProgress' | 'Stopped' | 'Stopping' | 'Succeeded' | 'Superseded' | 'Failed';

/** One run of an action, as ListActionExecutions shows it; times in epoch seconds. */
export interface ActionExecution {
  readonly pipelineExecutionId: string;
  readonly actionExecutionId: string;
  readonly pipelineVersion: number;
  readonly stageName: string;
  readonly actionName: string;
  readonly startTime: number;
  lastUpdateTime: number;
  readonly updatedBy: string;
  status: ActionStatus;
  readonly input: {
    readonly actionTypeId: ActionTypeId;
    readonly configuration: Readonly<Record<string, string>>;
    resolvedConfiguration: Readonly<Record<string, string>>;
    readonly region: string;
    readonly inputArtifacts: readonly NamedArtifact[];
    readonly namespace?: string;
  };
  output: {
    outputArtifacts: readonly NamedArtifact[];
    executionResult: {
      externalExecutionId?: string;
      externalExecutionSummary?: string;
      externalExecutionUrl?: string;
      errorDetails?: ActionError;
    };
    outputVariables: Readonly<Record<string, string>>;
  };
}

export interface SourceRevision {
  readonly actionName: string;
  readonly revisionType: string;
  readonly revisionValue: string;
}

/** One run of a pipeline; times in epoch seconds. */
export interface Execution extends Scope {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
  readonly pipelineVersion: number;
  status: ExecutionStatus;
  statusSummary?: string;
  readonly executionMode: ExecutionMode;
  readonly startTime: number;
  lastUpdateTime: number;
  readonly trigger: { readonly triggerType: string; readonly triggerDetail: string };
  readonly variables: readonly { readonly name: string; readonly resolvedValue: string }[];
  readonly sourceRevisions: readonly SourceRevision[];
  stopReason?: string;
  /** A fault: its builds are not started, and fail with this text; after `<stage>: ` the actions of that stage. */
  endsFailed?: string;
  /** The artifact of each source action and the commit it stands at. */
  artifactRevisions: { readonly name: string; readonly actionName: string; readonly revisionId: string; readonly created: number }[];
  /** The stages that the execution has entered. */
  stages: Record<string, 'InProgress' | 'Succeeded' | 'Failed' | 'Stopped'>;
  actions: ActionExecution[];
}

export interface CodepipelineState {
  pipelines: Record<string, StoredPipeline>;
  executions: Record<string, Execution>;
  /** Executions by pipeline and StartPipelineExecution's client request token. */
  tokens: Record<string, string>;
}

/** Why an action failed, as its `errorDetails` say it: `JobFailed`, `PermissionError`, `ConfigurationError`. */
export class ActionFailure extends Error {
  override readonly name = 'ActionFailure';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
