import { expect, test } from '@jest/globals';
import { pipelineDeclaration } from './pipeline-declaration.ts';
import type { Scope } from './scope.ts';

const scope = {
  tenantId: '01JX',
  delivery: {
    artifactBucket: 'artifacts',
    artifactKeyArn: 'key',
    pipelineRoleArn: 'role',
    repositories: { database: 'repo-database', api: 'repo-api', ui: 'repo-ui' },
  },
} as unknown as Scope;
const declaration = pipelineDeclaration(scope, 'fingerprint');

test('a release collects all repositories, then delivers data, service and UI', () => {
  expect(declaration.stages?.map(({ name }) => name)).toEqual(['Source', 'Data', 'Service', 'UI']);
  expect(declaration.stages?.[0]?.actions?.map(({ configuration }) => configuration?.RepositoryName)).toEqual([
    'repo-database',
    'repo-api',
    'repo-ui',
  ]);
});

test('every build works on its own repository, and knows the commit that it builds', () => {
  const builds = declaration.stages?.slice(1).flatMap(({ actions = [] }) => actions);
  expect(builds?.map(({ inputArtifacts }) => inputArtifacts?.map(({ name }) => name))).toEqual([
    ['source-database'],
    ['source-api'],
    ['source-ui'],
  ]);
  expect(builds?.[1]?.configuration).toEqual({
    ProjectName: 'tenantry-01jx-service',
    EnvironmentVariables: '[{"name":"COMMIT_ID","value":"#{source-api.CommitId}","type":"PLAINTEXT"}]',
  });
});

test('a waiting release is never dropped for a newer one', () => {
  expect(declaration.executionMode).toBe('QUEUED');
});
