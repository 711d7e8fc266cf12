import {
  EnableAWSServiceAccessCommand,
  type OrganizationsClient,
  paginateListAWSServiceAccessForOrganization,
} from '@aws-sdk/client-organizations';
import { collect } from '@tenantry/shared/aws/pages';
import type { Config } from '@tenantry/shared/deployment/config';
import { refused } from './refused.ts';

/**
 * Lets services of AWS work in all accounts of the organization, where the configuration asks for what they do: no template can
 * (CloudTrail User Guide, "Creating a trail for an organization with the AWS CLI"). What is on stays on: others may use it.
 */
export const enableTrustedAccess = async (client: OrganizationsClient, { watch }: Pick<Config, 'watch'>): Promise<void> => {
  const wanted = watch.trail ? ['cloudtrail.amazonaws.com'] : [];
  if (wanted.length === 0) return;
  const found = await collect(
    paginateListAWSServiceAccessForOrganization({ client }, {}),
    ({ EnabledServicePrincipals }) => EnabledServicePrincipals,
  ).catch(refused('Organizations ListAWSServiceAccessForOrganization'));
  for (const ServicePrincipal of wanted.filter((one) => !found.some((service) => service.ServicePrincipal === one)))
    await client.send(new EnableAWSServiceAccessCommand({ ServicePrincipal })).catch(refused('Organizations EnableAWSServiceAccess'));
};
