import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/codepipeline/latest/APIReference';

export default answersOf('pipeline.release', [
  {
    direction: 'forward',
    call: 'codepipeline.GetPipelineExecution',
    answer: {
      code: 'PipelineExecutionNotFoundException',
      message: 'The pipeline execution was specified in an invalid format or cannot be found.',
    },
    source: `${API}/API_GetPipelineExecution.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    name: 'somebody has deleted the pipeline',
    call: 'codepipeline.ListPipelineExecutions',
    answer: { code: 'PipelineNotFoundException', message: 'The pipeline was specified in an invalid format or cannot be found.' },
    source: `${API}/API_ListPipelineExecutions.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    name: 'somebody has deleted the project',
    call: 'codebuild.ListBuildsForProject',
    answer: {
      code: 'ResourceNotFoundException',
      message: 'The provided project arn:aws:codebuild:us-east-1:100000000003:project/x does not exist',
    },
    source: 'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuildsForProject.html',
    times: 1,
    follows: { kind: 'tries again' },
  },
]);
