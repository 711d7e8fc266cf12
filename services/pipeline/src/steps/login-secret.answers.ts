import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';

export default answersOf('pipeline.loginSecret', [
  {
    direction: 'forward',
    // A new tenant has no secret yet: what is restored is not there, and the next look says so.
    name: 'one that was scheduled for deletion and is gone',
    call: 'secretsmanager.GetSecretValue',
    answer: {
      code: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    },
    source: 'https://github.com/external-secrets/kubernetes-external-secrets/issues/114',
    times: 1,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    name: 'its name is scheduled for deletion',
    call: 'secretsmanager.CreateSecret',
    answer: {
      code: 'InvalidRequestException',
      message: "You can't create this secret because a secret with this name is already scheduled for deletion.",
    },
    source: 'https://github.com/redpanda-data/console/issues/1835',
    follows: { kind: 'stalls', advice: 'restore-secret' },
  },
  {
    direction: 'forward',
    call: 'secretsmanager.CreateSecret',
    answer: { code: 'LimitExceededException', message: 'The request failed because it would exceed one of the Secrets Manager quotas.' },
    source: `${API}/API_CreateSecret.html`,
    follows: { kind: 'stalls', advice: 'quota' },
  },
  {
    direction: 'forward',
    call: 'secretsmanager.CreateSecret',
    answer: {
      code: 'EncryptionFailure',
      message: "Secrets Manager can't encrypt the protected secret text using the provided KMS key.",
    },
    source: `${API}/API_CreateSecret.html`,
    follows: { kind: 'tries again' },
  },
  {
    direction: 'forward',
    call: 'secretsmanager.GetSecretValue',
    answer: { code: 'AccessDeniedException', message: 'Access to KMS is not allowed', status: 400 },
    source: 'https://repost.aws/knowledge-center/secrets-manager-cross-account-key',
    follows: { kind: 'stalls', advice: 'permission' },
  },
  {
    direction: 'backward',
    name: 'somebody has replicated it',
    call: 'secretsmanager.DeleteSecret',
    answer: {
      code: 'InvalidRequestException',
      message: "You can't delete secret that still has replica regions. Please remove replica regions before deleting the secret.",
    },
    source: `${API}/API_DeleteSecret.html`,
    follows: { kind: 'stalls', advice: 'remove-regions-from-replication' },
  },
  {
    direction: 'backward',
    call: 'secretsmanager.DescribeSecret',
    answer: { code: 'InternalServiceError', message: 'An error occurred on the server side.', status: 500 },
    source: `${API}/API_DescribeSecret.html`,
    follows: { kind: 'tries again' },
  },
]);
