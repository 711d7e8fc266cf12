import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type RunningAws, runningAt } from '@laptop/aws/running';
import type { ClientClass, SdkClient } from '@tenantry/shared/aws/client';
import type { Clients } from '@tenantry/shared/aws/clients';
import { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { landingZoneParameter } from '@tenantry/shared/domain/names';
import type { Laptop } from '../../laptop/demo/laptop.ts';
import { rootOf } from '../../laptop/demo/root.ts';
import { ACCOUNTS } from '../../laptop/src/accounts.ts';
import { LAPTOP_DEPLOYMENT } from '../../laptop/src/deploy.ts';
import type { ClientsIn } from '../../services/offboard/src/leftovers/leftovers-of.ts';

/** A laptop's AWS under test, as another process may see it too. */
export interface TestedLaptop {
  readonly running: RunningAws;
  readonly zone: LandingZone;
  /** Clients with the rights of an account's root. */
  readonly clientsIn: ClientsIn;
}

export const testedLaptop = async ({ url, region }: Pick<Laptop, 'url' | 'region'>): Promise<TestedLaptop> => {
  const clients = new Map<string, unknown>();
  const clientsIn: ClientsIn =
    (accountId) =>
    <C extends SdkClient>(type: ClientClass<C>, wanted = region): C => {
      const key = [accountId, wanted, type.name].join(' ');
      const known = clients.get(key) as C | undefined;
      if (known) return known;
      const created = new type(rootOf({ url, region: wanted }, accountId) as never);
      clients.set(key, created);
      return created;
    };
  const ssm = clientsIn(ACCOUNTS.superAdmin)(SSMClient);
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: landingZoneParameter(LAPTOP_DEPLOYMENT) }));
  return { running: runningAt(url), zone: LandingZone.parse(JSON.parse(Parameter?.Value ?? '{}')), clientsIn };
};

/** Clients of the super-admin account. */
export const superAdminClients = ({ clientsIn }: TestedLaptop): Clients => clientsIn(ACCOUNTS.superAdmin);
