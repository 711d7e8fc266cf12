import { consoleOriginSecret } from '@tenantry/shared/domain/names';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/** What the console's distribution sends to the API, by which the API knows it; `console/deploy/rotate-origin.ts` changes it. */
export const originSecret = (deployment: string) => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: {
    Name: consoleOriginSecret(deployment),
    Description: "What the console's distribution sends to the API, by which the API knows it",
    GenerateSecretString: { PasswordLength: 43, ExcludePunctuation: true },
  },
});

/** Secrets Manager adds six characters to a secret's name. @param own ARN of a resource of this account and region */
export const readsOriginSecret = (deployment: string, own: (type: string, resource: string) => string): Statement =>
  allow('secretsmanager:GetSecretValue', own('secretsmanager', `secret:${consoleOriginSecret(deployment)}-??????`));
