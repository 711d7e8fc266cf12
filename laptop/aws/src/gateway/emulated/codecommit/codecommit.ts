import { randomUUID } from 'node:crypto';
import type { AwsCall } from '../../call.ts';
import { AwsError } from '../../errors.ts';
import type { GatewayContext, Service } from '../../types.ts';
import { arnOf, inScope, required, type Scope, scopedKey, scopeOf } from '../request.ts';
import { commitIdOf, type SourceFolders } from '../source-folder.ts';

export interface CodecommitOptions {
  readonly sourceFolders: SourceFolders;
}

interface Repository extends Scope {
  readonly repositoryId: string;
  readonly repositoryName: string;
  readonly repositoryDescription?: string;
  readonly creationDate: number;
  tags: Record<string, string>;
}

interface CodecommitState {
  repositories: Record<string, Repository>;
}

interface RepositoryInput {
  readonly repositoryName?: string;
  readonly repositoryDescription?: string;
  readonly branchName?: string;
  readonly resourceArn?: string;
  readonly tags?: Record<string, string>;
  readonly tagKeys?: readonly string[];
}

const BRANCH = 'main';

const stateOf = (context: GatewayContext): CodecommitState => context.state('codecommit', () => ({ repositories: {} }));

const metadata = (repository: Repository): object => {
  const { tags: _, accountId, region, ...rest } = repository;
  return {
    ...rest,
    accountId,
    defaultBranch: BRANCH,
    lastModifiedDate: repository.creationDate,
    cloneUrlHttp: `https://git-codecommit.${region}.amazonaws.com/v1/repos/${repository.repositoryName}`,
    cloneUrlSsh: `ssh://git-codecommit.${region}.amazonaws.com/v1/repos/${repository.repositoryName}`,
    Arn: arnOf(repository, 'codecommit', repository.repositoryName),
  };
};

const nameOf = (input: RepositoryInput): string => {
  const name = required(input.repositoryName, 'repositoryName', 'RepositoryNameRequiredException');
  if (!/^[\w.-]{1,100}$/.test(name) || name.endsWith('.git')) {
    throw new AwsError('InvalidRepositoryNameException', `Invalid repository name: ${name}`);
  }
  return name;
};

/** Finds a repository or throws RepositoryDoesNotExistException. */
const getRepository = (context: GatewayContext, scope: Scope, name: string): Repository => {
  const repository = stateOf(context).repositories[scopedKey(scope, name)];
  if (repository) return repository;
  throw new AwsError('RepositoryDoesNotExistException', `${name} does not exist`);
};

const byArn = (context: GatewayContext, call: AwsCall, arn: string | undefined): Repository => {
  const name = required(arn, 'resourceArn', 'ResourceArnRequiredException').split(':')[5];
  if (name === undefined) throw new AwsError('InvalidResourceArnException', `${arn} is not a valid resource ARN`);
  return getRepository(context, scopeOf(call), name);
};

/** The newest commit of a repository's only branch and the folder it is the content of; throws as GetBranch does. */
export const headOf = async (
  context: GatewayContext,
  scope: Scope,
  repositoryName: string,
  branchName: string,
  sourceFolders: SourceFolders,
): Promise<{ readonly commitId: string; readonly folder: string }> => {
  getRepository(context, scope, repositoryName);
  const folder = sourceFolders(repositoryName);
  if (folder === undefined || branchName !== BRANCH) {
    throw new AwsError('BranchDoesNotExistException', `Branch ${branchName} does not exist`);
  }
  return { commitId: await commitIdOf(folder), folder };
};

/**
 * What CodeCommit publishes when commits are pushed, from each account that has the repository.
 * https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html
 */
export const push = async (context: GatewayContext, repositoryName: string, sourceFolders: SourceFolders): Promise<void> => {
  const named = Object.values(stateOf(context).repositories).filter((repository) => repository.repositoryName === repositoryName);
  for (const repository of named) {
    const { commitId } = await headOf(context, repository, repositoryName, BRANCH, sourceFolders);
    const { accountId, region, repositoryId } = repository;
    await context.announce({
      accountId,
      region,
      source: 'aws.codecommit',
      detailType: 'CodeCommit Repository State Change',
      resources: [arnOf(repository, 'codecommit', repositoryName)],
      detail: {
        callerUserArn: `arn:aws:iam::${accountId}:root`,
        event: 'referenceUpdated',
        referenceType: 'branch',
        referenceName: BRANCH,
        referenceFullName: `refs/heads/${BRANCH}`,
        repositoryName,
        repositoryId,
        commitId,
      },
    });
  }
};

/** CodeCommit whose repositories are folders: the branch `main` always stands at the folder's present content. */
export const codecommit = ({ sourceFolders }: CodecommitOptions): Service => ({
  service: 'codecommit',
  operations: {
    CreateRepository: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => {
      const repositoryName = nameOf(input);
      const key = scopedKey(scopeOf(call), repositoryName);
      const { repositories } = stateOf(context);
      if (repositories[key]) throw new AwsError('RepositoryNameExistsException', `Repository named ${repositoryName} already exists`);
      const repository: Repository = {
        ...scopeOf(call),
        repositoryId: randomUUID(),
        repositoryName,
        ...(input.repositoryDescription === undefined ? {} : { repositoryDescription: input.repositoryDescription }),
        creationDate: context.clock.now() / 1000,
        tags: { ...input.tags },
      };
      repositories[key] = repository;
      return { repositoryMetadata: metadata(repository) };
    },
    GetRepository: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => ({
      repositoryMetadata: metadata(getRepository(context, scopeOf(call), nameOf(input))),
    }),
    ListRepositories: (_input: RepositoryInput, call: AwsCall, context: GatewayContext) => ({
      repositories: inScope(stateOf(context).repositories, scopeOf(call)).map(({ repositoryName, repositoryId }) => ({
        repositoryName,
        repositoryId,
      })),
    }),
    // Deleting what does not exist is no error; the answer then lacks the id.
    DeleteRepository: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => {
      const key = scopedKey(scopeOf(call), nameOf(input));
      const { repositories } = stateOf(context);
      const repositoryId = repositories[key]?.repositoryId;
      delete repositories[key];
      return repositoryId === undefined ? {} : { repositoryId };
    },
    GetBranch: async (input: RepositoryInput, call: AwsCall, context: GatewayContext) => {
      const branchName = required(input.branchName, 'branchName', 'BranchNameRequiredException');
      const { commitId } = await headOf(context, scopeOf(call), nameOf(input), branchName, sourceFolders);
      return { branch: { branchName, commitId } };
    },
    TagResource: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => {
      Object.assign(byArn(context, call, input.resourceArn).tags, required(input.tags, 'tags', 'TagsMapRequiredException'));
      return {};
    },
    UntagResource: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => {
      const repository = byArn(context, call, input.resourceArn);
      for (const key of required(input.tagKeys, 'tagKeys', 'TagKeysListRequiredException')) delete repository.tags[key];
      return {};
    },
    ListTagsForResource: (input: RepositoryInput, call: AwsCall, context: GatewayContext) => ({
      tags: byArn(context, call, input.resourceArn).tags,
    }),
  },
  resource: (operation, input: RepositoryInput, call) => {
    if (operation === 'ListRepositories') return '*';
    return input.resourceArn ?? arnOf(scopeOf(call), 'codecommit', input.repositoryName ?? '*');
  },
});
