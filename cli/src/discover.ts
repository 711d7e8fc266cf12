import { CommandError, EXIT, usageError } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** As much of the super admin console's `/config.json` as a profile needs. */
interface ConsoleConfig {
  readonly apiUrl?: string;
  readonly clientId?: string;
  readonly signInUrl?: string;
  readonly region?: string;
  readonly userPoolId?: string;
}

/** Fields of a profile, as the super admin console gives them to its own browser. */
export const discover = async ({ fetch: send }: Terminal, consoleUrl: string): Promise<Readonly<Record<string, string>>> => {
  if (!URL.canParse(consoleUrl)) throw usageError(`'${consoleUrl}' is no URL`, 'write https://superadmin.<root domain>');
  const base = new URL('/', consoleUrl);
  const file = new URL('config.json', base).href;
  const answer = await send(file).catch((error: unknown) => {
    throw new CommandError(EXIT.unavailable, `${file} does not answer`, undefined, error);
  });
  const { apiUrl, clientId, signInUrl, region, userPoolId } = ((await answer.json().catch(() => ({}))) ?? {}) as ConsoleConfig;
  if (!answer.ok || !apiUrl || !clientId)
    throw new CommandError(EXIT.failed, `${file} is not what a super admin console has`, 'give --api-url and --client-id instead');
  return {
    apiUrl: new URL(apiUrl, base).href,
    consoleUrl: base.href.replace(/\/$/, ''),
    clientId,
    ...(signInUrl ? { signInUrl: new URL(signInUrl, base).href.replace(/\/$/, '') } : {}),
    ...(region && userPoolId ? { issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}` } : {}),
  };
};
