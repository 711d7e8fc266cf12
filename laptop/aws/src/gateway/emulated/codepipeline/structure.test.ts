import { describe, expect, test } from '@jest/globals';
import { checkStructure } from './structure.ts';
import { build, declaration, source } from './testing/pipelines.ts';
import type { PipelineDeclaration } from './types.ts';

describe('a structure is refused', () => {
  const cases: [string, PipelineDeclaration, string][] = [
    ['when a stage after the first has a source', declaration([source('Third', 'x')]), 'InvalidStageDeclarationException'],
    [
      'when an input artifact has no source',
      declaration([build('Data', { inputArtifacts: [{ name: 'None' }] })]),
      'InvalidStageDeclarationException',
    ],
    ['when an action name is used twice', declaration([build('Data'), build('Data')]), 'InvalidActionDeclarationException'],
    [
      'when it refers to an unknown namespace',
      declaration([build('Data', { configuration: { ProjectName: '#{none.NAME}' } })]),
      'InvalidActionDeclarationException',
    ],
    [
      'when its variables are not JSON',
      declaration([build('Data', { configuration: { ProjectName: 'Data', EnvironmentVariables: '{}' } })]),
      'InvalidActionDeclarationException',
    ],
    [
      'when V1 has variables',
      declaration([build('Data')], { pipelineType: 'V1', variables: [{ name: 'x' }] }),
      'InvalidStructureException',
    ],
  ];
  test.each(cases)('%s', (_rule, pipeline, code) => {
    expect(() => checkStructure(pipeline)).toThrow(expect.objectContaining({ code }));
  });
});

test('a structure with sources first and builds on their artifacts is accepted', () => {
  expect(() => checkStructure(declaration([build('Data')]))).not.toThrow();
});
