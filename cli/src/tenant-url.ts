import type { Profile } from './profile.ts';

/**
 * Where a domain of ours is opened in a browser.
 * @param publicUrl what the deployment says, with `{domain}` in it; a profile of the laptop knows the port, too
 */
export const urlOf = ({ tenantUrl }: Pick<Profile, 'tenantUrl'>, publicUrl: string, domain: string): string =>
  (tenantUrl ?? publicUrl).replace('{domain}', domain);
