import type { ClientClass, SdkClient } from '../aws/client.ts';
import type { Clients } from '../aws/clients.ts';
import type { rootOf } from './accounts.ts';

/** Clients with one configuration: of an account's root, or of a role that has exactly a policy's rights (`roleWith`). */
export const clientsOf = (configuration: ReturnType<typeof rootOf>): Clients => {
  const opened = new Map<string, unknown>();
  return <C extends SdkClient>(type: ClientClass<C>, region: string = configuration.region): C => {
    const key = `${type.name} ${region}`;
    if (!opened.has(key)) opened.set(key, new type({ ...configuration, region } as never));
    return opened.get(key) as C;
  };
};

/** The same clients, with one of them replaced, e.g. by what `seenAs` or `refusing` answers. */
export const replacing =
  (clients: Clients, replacement: SdkClient): Clients =>
  <C extends SdkClient>(type: ClientClass<C>, region?: string): C =>
    replacement instanceof type ? replacement : clients(type, region);
