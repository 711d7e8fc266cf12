import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/codepipeline/latest/APIReference';
const refused = (builds: number): string =>
  `Error calling startBuild: Cannot have more than ${builds} builds in queue for the account (Service: AWSCodeBuild; Status Code: 400; Error Code: AccountLimitExceededException; Request ID: 9a7f3a5e-2f0c-4d4e-9f0f-8f6f2c1c7a55; Proxy: null)`;
const failed = (stage: string, phase: string, message: string): string =>
  `${stage}: Build terminated with state: FAILED. Phase: ${phase}, Code: COMMAND_EXECUTION_ERROR, Message: ${message}`;
const PHASES = 'https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html';

/** What its creation starts, the first release, included. */
export default answersOf('pipeline.codePipeline', [
  {
    direction: 'forward',
    call: 'codepipeline.CreatePipeline',
    answer: {
      code: 'InvalidStructureException',
      message: 'CodePipeline is not authorized to perform AssumeRole on role arn:aws:iam::100000000003:role/tenantry-dev-codepipeline',
    },
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html',
    follows: { kind: 'stalls', advice: 'trust policy' },
  },
  {
    direction: 'forward',
    call: 'codepipeline.CreatePipeline',
    answer: { code: 'LimitExceededException', message: 'The number of pipelines associated with the account has exceeded the limit.' },
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    name: 'it is there already, and was not seen yet',
    call: 'codepipeline.CreatePipeline',
    answer: { code: 'PipelineNameInUseException', message: 'A pipeline with this name already exists.' },
    source: `${API}/API_CreatePipeline.html`,
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'codepipeline.CreatePipeline',
    answer: { code: 'ConcurrentModificationException', message: 'Unable to modify the tag due to a simultaneous update request.' },
    source: `${API}/API_CreatePipeline.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'the queue of builds is full',
    call: 'codepipeline.CreatePipeline',
    answer: { endsFailed: refused(5) },
    source: 'https://github.com/aws/aws-cdk/issues/27335',
    follows: { kind: 'repairs', by: 'codepipeline.RetryStageExecution' },
  },
  {
    direction: 'forward',
    name: 'EC2 throttles the interfaces of builds',
    call: 'codepipeline.CreatePipeline',
    answer: {
      endsFailed:
        'Data: Build terminated with state: FAILED. Phase: QUEUED, Code: VPC_CLIENT_ERROR, Message: Unexpected EC2 error: RequestLimitExceeded',
    },
    source: 'https://github.com/aws-ia/terraform-aws-control_tower_account_factory/issues/626',
    follows: { kind: 'repairs', by: 'codepipeline.RetryStageExecution' },
  },
  {
    direction: 'forward',
    name: 'the account may run no build',
    call: 'codepipeline.CreatePipeline',
    answer: { endsFailed: refused(0) },
    source: 'https://github.com/aws-samples/aws-secure-environment-accelerator/issues/982',
    follows: { kind: 'stalls', code: 'AccountLimitExceededException', advice: 'Concurrently running builds for Linux/Small' },
  },
  {
    direction: 'forward',
    name: 'the source is gone',
    call: 'codepipeline.CreatePipeline',
    answer: { endsFailed: 'Source: The action failed because no branch named main was found in the selected repository.' },
    source: 'https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html',
    follows: { kind: 'stalls', code: 'ReleaseFailed', advice: 'Repair what the log shows' },
  },
  {
    direction: 'forward',
    name: 'the install phase fails',
    call: 'codepipeline.CreatePipeline',
    answer: { endsFailed: failed('Data', 'INSTALL', 'Error while executing command: npm ci. Reason: exit status 1') },
    source: PHASES,
    follows: { kind: 'stalls', code: 'ReleaseFailed', advice: 'Repair what the log shows' },
  },
  {
    direction: 'forward',
    name: 'the stack cannot be updated',
    call: 'codepipeline.CreatePipeline',
    answer: {
      endsFailed: failed(
        'Service',
        'BUILD',
        'Stack:arn is in UPDATE_ROLLBACK_FAILED state and can not be updated. Reason: exit status 254',
      ),
    },
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-continueupdaterollback.html',
    follows: { kind: 'stalls', code: 'ReleaseFailed', advice: 'Repair what the log shows' },
  },
  {
    direction: 'forward',
    name: 'the last phase fails',
    call: 'codepipeline.CreatePipeline',
    answer: { endsFailed: failed('UI', 'POST_BUILD', 'Error while executing command: aws s3 cp. Reason: exit status 1') },
    source: PHASES,
    follows: { kind: 'stalls', code: 'ReleaseFailed', advice: 'Repair what the log shows' },
  },
  {
    direction: 'backward',
    call: 'codepipeline.DeletePipeline',
    answer: { code: 'ConcurrentModificationException', message: 'Unable to modify the tag due to a simultaneous update request.' },
    source: `${API}/API_DeletePipeline.html`,
    follows: { kind: 'tries again' },
  },
]);
