import { AccountReady } from '@tenantry/events-schema/account';
import { IsolationChanged } from '@tenantry/events-schema/admin';
import { NetworkPeered, NetworkRemoved } from '@tenantry/events-schema/network';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { cidr } from './steps/cidr.ts';
import { databasePeering } from './steps/database-peering.ts';
import { hubPeering } from './steps/hub-peering.ts';
import { internetGateway } from './steps/internet-gateway.ts';
import { isolatedRoutes } from './steps/isolated-routes.ts';
import { natAvailable } from './steps/nat-available.ts';
import { natGateway } from './steps/nat-gateway.ts';
import { natRoute } from './steps/nat-route.ts';
import { peeringAcceptance } from './steps/peering-acceptance.ts';
import { routeTables } from './steps/route-tables.ts';
import { routes } from './steps/routes.ts';
import { staticIp } from './steps/static-ip.ts';
import { subnets } from './steps/subnets.ts';
import { vpc } from './steps/vpc.ts';

/** The tenant's VPC, routed to the hub and to the database, and nowhere else. */
export const network = stage<Scope>('network', { removeOn: [PipelineRemoved], removed: NetworkRemoved })
  .on(AccountReady)
  .also(IsolationChanged)
  .step(isolatedRoutes)
  .unlessIsolated()
  .step(cidr) // claims a range
  .step(vpc)
  .step(subnets)
  .step(internetGateway)
  .step(staticIp)
  .step(natGateway) // creates; does not wait
  .step(routeTables)
  .step(hubPeering)
  .step(databasePeering)
  .step(peeringAcceptance)
  .step(routes)
  .step(natAvailable) // waits last, so that everything else overlaps it
  .step(natRoute)
  .publishes(NetworkPeered);
