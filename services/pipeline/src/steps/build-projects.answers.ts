import { answersOf } from '@tenantry/shared/testing/answers';

const TROUBLESHOOTING = 'https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html';

export default answersOf('pipeline.buildProjects', [
  {
    direction: 'forward',
    name: 'a role that is not visible yet',
    call: 'codebuild.CreateProject',
    answer: {
      code: 'InvalidInputException',
      message: 'CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::100000000003:role/tenantry-dev-build',
    },
    source: TROUBLESHOOTING,
    times: 2,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'a role that CodeBuild may not assume',
    call: 'codebuild.CreateProject',
    answer: {
      code: 'InvalidInputException',
      message: 'CodeBuild is not authorized to perform: sts:AssumeRole on arn:aws:iam::100000000003:role/tenantry-dev-build',
    },
    source: TROUBLESHOOTING,
    follows: { kind: 'stalls', advice: 'trust policy' },
  },
  {
    direction: 'forward',
    name: 'a role that may not look at the network',
    call: 'codebuild.CreateProject',
    answer: { code: 'InvalidInputException', message: 'Not authorized to perform DescribeSecurityGroups' },
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html',
    follows: { kind: 'stalls', advice: 'trust policy' },
  },
  {
    direction: 'forward',
    call: 'codebuild.CreateProject',
    answer: { code: 'AccountLimitExceededException', message: 'Cannot have more than 5000 projects for the account' },
    source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/limits.html',
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    name: 'it is there already, and was not seen yet',
    call: 'codebuild.CreateProject',
    answer: { code: 'ResourceAlreadyExistsException', message: 'Project already exists' },
    source: 'https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html',
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'backward',
    call: 'logs.DeleteLogGroup',
    answer: { code: 'OperationAbortedException', message: 'A conflicting operation is currently in progress against this resource.' },
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html',
    follows: { kind: 'tries again' },
  },
]);
