import { expect, test } from '@jest/globals';
import { configOf } from '@tenantry/shared/deployment/config';
import { pipelineDeclaration } from './pipeline-declaration.ts';
import type { Scope } from './scope.ts';
import { facts } from './testing/facts.ts';

const scope = {
  tenantId: '01JX',
  config: configOf('dev'),
  delivery: { artifactBucket: 'artifacts', artifactKeyArn: 'key' },
} as unknown as Scope;
const declaration = pipelineDeclaration(scope, 'fingerprint', facts.chosen);

test('a release is taken as it was made, then delivers data, service and UI', () => {
  expect(declaration.stages?.map(({ name }) => name)).toEqual(['Source', 'Data', 'Service', 'UI']);
  expect(declaration.stages?.[0]?.actions?.map(({ configuration }) => configuration?.S3ObjectKey)).toEqual(
    facts.chosen.artifacts.map(({ key }) => key),
  );
});

test('every build works on its own archive, and knows its commit', () => {
  const builds = declaration.stages?.slice(1).flatMap(({ actions = [] }) => actions);
  expect(builds?.map(({ inputArtifacts }) => inputArtifacts?.map(({ name }) => name))).toEqual([
    ['source-database'],
    ['source-api'],
    ['source-ui'],
  ]);
  expect(builds?.[1]?.configuration).toEqual({
    ProjectName: 'tenantry-01jx-service',
    EnvironmentVariables: `[{"name":"COMMIT_ID","value":"${'2'.repeat(40)}","type":"PLAINTEXT"}]`,
  });
});

test('a waiting release is never dropped for a newer one', () => {
  expect(declaration.executionMode).toBe('QUEUED');
});
