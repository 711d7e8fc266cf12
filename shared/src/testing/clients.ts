import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { type ClientClass, noteCall, type SdkClient } from '../aws/client.ts';
import type { Clients } from '../aws/clients.ts';
import type { rootOf } from './accounts.ts';

type Configuration = ReturnType<typeof rootOf>;
type Assumed = Omit<Configuration, 'credentials'> & { readonly credentials: ReturnType<typeof fromTemporaryCredentials> };

/** Clients with one configuration: of an account's root, or of a role that has exactly a policy's rights (`roleWith`). */
export const clientsOf = (configuration: Configuration | Assumed): Clients => {
  const opened = new Map<string, unknown>();
  return <C extends SdkClient>(type: ClientClass<C>, region: string = configuration.region): C => {
    const key = `${type.name} ${region}`;
    if (!opened.has(key)) {
      const client = new type({ ...configuration, region } as never);
      client.middlewareStack.add(noteCall as never, { step: 'initialize', name: 'noteCall', priority: 'high' } as never);
      opened.set(key, client);
    }
    return opened.get(key) as C;
  };
};

/** Clients of a role, which is assumed when one of them is first used: it need not exist before. A tenant's role asks for the tenant's id. */
export const clientsAssuming = (
  { region, credentials: masterCredentials }: Configuration,
  RoleArn: string,
  ExternalId?: string,
): Clients => {
  const params = { RoleArn, RoleSessionName: 'test', ...(ExternalId === undefined ? {} : { ExternalId }) };
  return clientsOf({ region, credentials: fromTemporaryCredentials({ masterCredentials, params, clientConfig: { region } }) });
};

/** The same clients, with one of them replaced, e.g. by what `seenAs` or `refusing` answers. */
export const replacing =
  (clients: Clients, replacement: SdkClient): Clients =>
  <C extends SdkClient>(type: ClientClass<C>, region?: string): C =>
    replacement instanceof type ? replacement : clients(type, region);
