import { AdminCreateUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { replacing } from '@tenantry/shared/testing/clients';
import type { Scope } from '../scope.ts';

/** The same tenant, and whom Cognito was asked to write to. @param refuse answers the error of the mail of that number, if any */
export const withMails = (scope: Scope, refuse: (mail: number) => Error | undefined = () => undefined) => {
  const mails: string[] = [];
  const client = scope.tenant(CognitoIdentityProviderClient);
  const send = async (command: object): Promise<unknown> => {
    const isMail = command instanceof AdminCreateUserCommand && command.input.MessageAction !== 'SUPPRESS';
    if (isMail) mails.push(command.input.Username ?? '');
    const refusal = isMail ? refuse(mails.length) : undefined;
    if (refusal) throw refusal;
    return client.send(command as AdminCreateUserCommand);
  };
  const watched = new Proxy(client, { get: (target, name) => (name === 'send' ? send : Reflect.get(target, name)) });
  return { mails, scope: { ...scope, tenant: replacing(scope.tenant, watched) } };
};
