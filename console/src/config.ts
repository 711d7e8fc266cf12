/** `/config.json`, written when the console was published. */
export interface ConsoleConfig {
  readonly stage: string;
  readonly production: boolean;
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Cognito's own pages, where people sign in. */
  readonly signInUrl: string;
  readonly apiUrl: string;
  readonly release: string;
}

/** @throws Error when the console was published without its configuration */
export const loadConfig = async (): Promise<ConsoleConfig> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as ConsoleConfig;
};
