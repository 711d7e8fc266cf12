/** `/config.json`, written when the console was published. */
export type ConsoleConfig = {
  readonly stage: string;
  readonly production: boolean;
  readonly region: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Cognito's API, which a browser may call without AWS credentials. */
  readonly cognitoEndpoint: string;
  readonly apiUrl: string;
  readonly release: string;
} & (
  | {
      /** Cognito's own page at `signInUrl`, by authorization code with PKCE. */
      readonly signIn: 'hosted';
      readonly signInUrl: string;
    }
  | {
      /** A form of this console, where Cognito has no page. */
      readonly signIn: 'password';
    }
);

/** @throws Error when the console was published without its configuration */
export const loadConfig = async (): Promise<ConsoleConfig> => {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as ConsoleConfig;
};
