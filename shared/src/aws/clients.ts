import { crossAccountRoleArn } from '../domain/names.ts';
import { type ClientClass, client, type SdkClient } from './client.ts';

/** Opens SDK clients in one account with the rights of one role, in the deployment's region or another: `tenant(EC2Client)`. */
export type Clients = <C extends SdkClient>(type: ClientClass<C>, region?: string) => C;

/** By the role of a service in an account. @param tenantId whose account it is said to be: the role refuses for any other tenant */
export const clientsIn =
  (accountId: string, deployment: string, service: string, tenantId?: string): Clients =>
  (type, region) =>
    client(type, { roleArn: crossAccountRoleArn(accountId, deployment, service), externalId: tenantId, region });
