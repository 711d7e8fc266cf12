import { peering } from '../peering-connection.ts';

/** To the cell's hub, by which the tenant is reached over the VPN. */
export const hubPeering = peering('hubPeering', 'hub', 'hubPeeringId');
