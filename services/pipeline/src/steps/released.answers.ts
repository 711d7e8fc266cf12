import { answersOf } from '@tenantry/shared/testing/answers';

export default answersOf('pipeline.released', [
  {
    direction: 'forward',
    call: 'codepipeline.ListActionExecutions',
    answer: { code: 'ThrottlingException', message: 'Rate exceeded' },
    source: 'https://docs.aws.amazon.com/codepipeline/latest/APIReference/CommonErrors.html',
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'codepipeline.GetPipelineExecution',
    answer: { code: 'AccessDeniedException', message: 'User is not authorized to perform: codepipeline:GetPipelineExecution' },
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/security_iam_troubleshoot.html',
    follows: { kind: 'stalls', advice: 'permission' },
  },
]);
