import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GatewayContext } from '../../types.ts';
import type { RoleClient } from '../role-client.ts';
import type { Buildspec } from './buildspec.ts';
import { type Build, type EnvironmentVariable, PhaseError } from './types.ts';

/** The machine that builds run on: the same for every build. */
export interface BuildMachine {
  /** `PATH` of a build: node, npm, the AWS CLI, and the system's own folders. */
  readonly toolPath: string;
  /** npm's cache of the laptop's user, so that a build needs no network for packages that were installed once. */
  readonly npmCache?: string;
  /** npm's configuration of the laptop's user (registry, certificates): HOME of a build is its own. */
  readonly npmUserConfig?: string;
}

export interface BuildFolders {
  readonly root: string;
  readonly source: string;
  /** Programs of the build image, as they run on the laptop. */
  readonly tools: string;
  readonly secondarySources: Readonly<Record<string, string>>;
}

/** Of the laptop's own environment only what a network behind a proxy needs. */
const INHERITED = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'npm_config_registry'];

const inherited = (): Record<string, string> =>
  Object.fromEntries(INHERITED.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])));

/** The way from the laptop to its AWS and to a registry. */
export const machineEnvironment = (machine: BuildMachine, endpoint: string): Record<string, string> => ({
  ...inherited(),
  NO_PROXY: '127.0.0.1,localhost',
  no_proxy: '127.0.0.1,localhost',
  ...(machine.npmCache === undefined ? {} : { npm_config_cache: machine.npmCache }),
  ...(machine.npmUserConfig === undefined ? {} : { npm_config_userconfig: machine.npmUserConfig }),
  npm_config_prefer_offline: 'true',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  AWS_ENDPOINT_URL: endpoint,
});

/**
 * The variables that CodeBuild itself sets, and what makes a child process on the laptop look like a build container.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
 */
export const containerEnvironment = (
  build: Build,
  region: string,
  folders: BuildFolders,
  machine: BuildMachine,
  aws: { readonly endpoint: string; readonly credentialsUrl: string },
): Record<string, string> => ({
  ...machineEnvironment(machine, aws.endpoint),
  PATH: `${folders.tools}:${machine.toolPath}`,
  HOME: join(folders.root, 'home'),
  TMPDIR: join(folders.root, 'tmp'),
  LANG: 'C.UTF-8',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_CONTAINER_CREDENTIALS_FULL_URI: aws.credentialsUrl,
  CODEBUILD_CI: 'true',
  CODEBUILD_BUILD_ARN: build.arn,
  CODEBUILD_BUILD_ID: build.id,
  CODEBUILD_BUILD_IMAGE: build.environment.image,
  CODEBUILD_BUILD_NUMBER: String(build.buildNumber),
  CODEBUILD_BUILD_SUCCEEDING: '1',
  CODEBUILD_INITIATOR: build.initiator,
  CODEBUILD_KMS_KEY_ID: build.encryptionKey,
  CODEBUILD_LOG_PATH: build.logs.streamName,
  CODEBUILD_RESOLVED_SOURCE_VERSION: build.resolvedSourceVersion ?? '',
  CODEBUILD_SOURCE_VERSION: build.sourceVersion ?? '',
  CODEBUILD_SRC_DIR: folders.source,
  ...Object.fromEntries(Object.entries(folders.secondarySources).map(([name, folder]) => [`CODEBUILD_SRC_DIR_${name}`, folder])),
  CODEBUILD_START_TIME: String(Math.round(build.startTime * 1000)),
});

const NETWORK_INTERFACE = fileURLToPath(new URL('../../../../emulator/network-interface.cjs', import.meta.url));

/** Says to the database whose network interface a connection of the build would leave by: that of Node's programs, and of no others. */
export const networkInterface = (arn: string, { databasePort }: Pick<GatewayContext, 'databasePort'>): Record<string, string> =>
  databasePort === undefined
    ? {}
    : { NODE_OPTIONS: `--require ${JSON.stringify(NETWORK_INTERFACE)}`, LAPTOP_NETWORK_INTERFACE: `${databasePort} ${arn}` };

/** `secret-id:json-key:version-stage:version-id`; the id may be an ARN, which has six colons of its own. */
const secretReference = (value: string) => {
  const parts = value.split(':');
  const [secretId, jsonKey, versionStage, versionId] = value.startsWith('arn:') ? [parts.slice(0, 7).join(':'), ...parts.slice(7)] : parts;
  return {
    secretId: secretId ?? '',
    ...(jsonKey ? { jsonKey } : {}),
    ...(versionStage ? { versionStage } : {}),
    ...(versionId ? { versionId } : {}),
  };
};

const buildspecVariables = (env: Buildspec['env']): EnvironmentVariable[] => {
  const ofType = (entries: Record<string, string> | null | undefined, type: NonNullable<EnvironmentVariable['type']>) =>
    Object.entries(entries ?? {}).map(([name, value]) => ({ name, value, type }));
  return [
    ...ofType(env?.variables, 'PLAINTEXT'),
    ...ofType(env?.['parameter-store'], 'PARAMETER_STORE'),
    ...ofType(env?.['secrets-manager'], 'SECRETS_MANAGER'),
  ];
};

export interface ResolvedVariables {
  readonly values: Readonly<Record<string, string>>;
  /** Values that logs must not show. */
  readonly secrets: readonly string[];
}

/**
 * The build's own variables: those of StartBuild win over the project's, and both over the buildspec's. Parameters and secrets are read
 * as the project's role, only where they are not overridden. Throws PhaseError naming the variable.
 */
export const resolveVariables = async (
  env: Buildspec['env'],
  projectVariables: readonly EnvironmentVariable[],
  overrides: readonly EnvironmentVariable[],
  client: RoleClient,
): Promise<ResolvedVariables> => {
  const winning = new Map([...buildspecVariables(env), ...projectVariables, ...overrides].map((variable) => [variable.name, variable]));
  const secrets: string[] = [];
  const resolve = async ({ name, value, type = 'PLAINTEXT' }: EnvironmentVariable): Promise<[string, string]> => {
    if (type === 'PLAINTEXT') return [name, value];
    try {
      const secret = type === 'PARAMETER_STORE' ? await client.getParameter(value) : await client.getSecret(secretReference(value));
      secrets.push(secret);
      return [name, secret];
    } catch (cause) {
      const [service, subject] = type === 'PARAMETER_STORE' ? ['Parameter Store', 'parameter'] : ['Secrets Manager', 'secret'];
      const message = `${service}: cannot read ${subject} ${value} for ${name}: ${cause instanceof Error ? `${cause.name}: ${cause.message}` : cause}`;
      throw new PhaseError('CLIENT_ERROR', message, { cause });
    }
  };
  const values = Object.fromEntries(await Promise.all([...winning.values()].map(resolve)));
  return { values, secrets };
};
