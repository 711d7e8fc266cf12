import { OrganizationsClient } from '@aws-sdk/client-organizations';

/** Of an organization in which every account is open and in the bootstrap unit. */
export const inBootstrap = () => {
  const send = async () => ({ Account: { State: 'ACTIVE' }, Parents: [{ Id: 'ou-bootstrap' }] });
  const organizations = Object.assign(new OrganizationsClient({ region: 'us-east-1' }), { send });
  return { owner: { bootstrapOuId: 'ou-bootstrap' }, inOwner: () => organizations };
};
