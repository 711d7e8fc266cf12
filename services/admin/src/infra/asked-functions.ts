import { mailFunctionName } from '@tenantry/shared/domain/mail';
import { manageFunctionName } from '@tenantry/shared/domain/notifications';
import { loginsFunctionName } from '@tenantry/shared/domain/personal-logins';
import { allow, type Statement } from '@tenantry/shared/infra/policy';

/**
 * Functions that the API asks, each of which has a secret that nothing of this service may read: one signs in to the database in its
 * stead, the other alone knows whom to notify.
 */
export const asksFunctions = (deployment: string, own: (type: string, resource: string) => string): readonly Statement[] =>
  [loginsFunctionName, manageFunctionName, mailFunctionName].map((nameOf) =>
    allow('lambda:InvokeFunction', own('lambda', `function:${nameOf(deployment)}`)),
  );
