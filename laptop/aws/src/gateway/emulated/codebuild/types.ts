import type { Scope } from '../request.ts';

type VariableType = 'PLAINTEXT' | 'PARAMETER_STORE' | 'SECRETS_MANAGER';

export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  readonly type?: VariableType;
}

export interface ProjectSource {
  readonly type: 'CODECOMMIT' | 'CODEPIPELINE' | 'NO_SOURCE' | 'S3';
  readonly location?: string;
  readonly buildspec?: string;
}

export interface ProjectArtifacts {
  readonly type: 'CODEPIPELINE' | 'S3' | 'NO_ARTIFACTS';
  readonly location?: string;
  readonly path?: string;
  readonly namespaceType?: 'NONE' | 'BUILD_ID';
  readonly name?: string;
  readonly packaging?: 'NONE' | 'ZIP';
}

export interface ProjectCache {
  readonly type: 'NO_CACHE' | 'S3' | 'LOCAL';
  readonly location?: string;
  readonly modes?: readonly string[];
}

export interface ProjectEnvironment {
  readonly type: string;
  readonly image: string;
  readonly computeType: string;
  readonly environmentVariables?: readonly EnvironmentVariable[];
}

/** A build project as the API shows it; times in epoch seconds. */
export interface Project {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly source: ProjectSource;
  readonly sourceVersion?: string;
  readonly artifacts: ProjectArtifacts;
  readonly cache: ProjectCache;
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  readonly encryptionKey: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly vpcConfig?:
    | { readonly vpcId?: string; readonly subnets?: readonly string[]; readonly securityGroupIds?: readonly string[] }
    | undefined;
  readonly created: number;
  readonly lastModified: number;
  readonly badge: { readonly badgeEnabled: boolean };
}

export type BuildStatus = 'SUCCEEDED' | 'FAILED' | 'FAULT' | 'TIMED_OUT' | 'IN_PROGRESS' | 'STOPPED';

export interface BuildPhase {
  readonly phaseType: string;
  phaseStatus?: BuildStatus;
  readonly startTime: number;
  endTime?: number;
  durationInSeconds?: number;
  contexts?: readonly { readonly statusCode: string; readonly message: string }[];
}

/** A build as the API shows it; times in epoch seconds. */
export interface Build {
  readonly id: string;
  readonly arn: string;
  readonly buildNumber: number;
  readonly startTime: number;
  endTime?: number;
  currentPhase: string;
  buildStatus: BuildStatus;
  sourceVersion?: string;
  resolvedSourceVersion?: string;
  readonly projectName: string;
  phases: BuildPhase[];
  readonly source: ProjectSource;
  artifacts: { location: string; sha256sum?: string };
  readonly cache: ProjectCache;
  readonly environment: ProjectEnvironment;
  readonly serviceRole: string;
  readonly logs: { readonly groupName: string; readonly streamName: string; readonly deepLink: string; readonly cloudWatchLogsArn: string };
  readonly timeoutInMinutes: number;
  readonly queuedTimeoutInMinutes: number;
  buildComplete: boolean;
  readonly initiator: string;
  readonly encryptionKey: string;
  exportedEnvironmentVariables: { readonly name: string; readonly value: string }[];
}

interface ArtifactLocation {
  readonly name: string;
  readonly bucket: string;
  readonly key: string;
}

/** What a pipeline's build action gives to a build besides the project's own settings. */
export interface PipelineInput {
  readonly inputs: readonly ArtifactLocation[];
  readonly outputs: readonly ArtifactLocation[];
  /** The input artifact that holds the buildspec. */
  readonly primarySource: string;
  readonly encryptionKeyId?: string;
}

export interface BuildRequest extends Scope {
  readonly projectName: string;
  readonly initiator: string;
  readonly environmentVariables?: readonly EnvironmentVariable[];
  readonly sourceVersion?: string;
  readonly buildspec?: string;
  readonly timeoutInMinutes?: number;
  readonly idempotencyToken?: string;
  readonly pipeline?: PipelineInput;
}

export interface CodebuildState {
  projects: Record<string, Project>;
  builds: Record<string, Build>;
  /** The last build number of each project. */
  buildNumbers: Record<string, number>;
  /** Builds by project and StartBuild's idempotency token. */
  tokens: Record<string, string>;
}

/** Why a phase failed, as `phases[].contexts` shows it. */
export class PhaseError extends Error {
  override readonly name = 'PhaseError';
  readonly statusCode: string;

  constructor(statusCode: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

/** The reason with which a build is aborted. */
export class BuildAborted extends Error {
  override readonly name = 'BuildAborted';
  readonly status: 'STOPPED' | 'TIMED_OUT';

  constructor(status: 'STOPPED' | 'TIMED_OUT') {
    super(status === 'STOPPED' ? 'The build was stopped' : 'Build has timed out.');
    this.status = status;
  }
}
