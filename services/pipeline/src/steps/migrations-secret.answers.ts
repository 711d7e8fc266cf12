import { answersOf } from '@tenantry/shared/testing/answers';

const API = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';

// Of the same verbs as the secret of the function's login (`login-secret.answers.ts`): here is that they are asked for this one, too.
export default answersOf('pipeline.migrationsSecret', [
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
]);
