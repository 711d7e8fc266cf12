/** `/config.json`, written when this tenant's console was delivered. */
export interface Config {
  readonly tenantId: string;
  readonly name: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Cognito's own pages, where the tenant's users sign in. */
  readonly signInUrl: string;
  readonly release: string;
}

/** @throws Error when the console was delivered without its configuration */
export const loadConfig = async (): Promise<Config> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as Config;
};
