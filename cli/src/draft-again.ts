import type { Client } from '@tenantry/api-client/client';
import { CommandError, EXIT } from './exit-code.ts';
import type { Draft } from './tenant-request.ts';
import { findTenantId } from './tenants.ts';

/**
 * What is kept of a tenant that is gone, as a request for another: of its people nothing is kept, so the rest is asked for.
 * @throws CommandError for a tenant that is still there
 */
export const draftAgain = async (api: Client, meant: string): Promise<Draft> => {
  const { slug, plan, state, outcome, configuration } = await api('GET /tenants/{id}', { path: { id: await findTenantId(api, meant) } });
  if (state !== 'offboarded') {
    const isGoing = outcome === 'failed' || state === 'offboarding';
    throw new CommandError(
      EXIT.refused,
      `${slug} is ${isGoing ? 'still being removed' : state}`,
      isGoing ? `wait until its name is free: tenantry watch ${slug}` : `another tenant needs another slug: tenantry onboard`,
    );
  }
  const { cidrPrefix } = configuration;
  return { slug, plan, ...(typeof cidrPrefix === 'number' ? { cidrPrefix } : {}) };
};
