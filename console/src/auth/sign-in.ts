import { beginSignIn, finishSignIn, logoutUrl, type Pending, type SignIn, SignInError, type Tokens } from '@tenantry/api-client/sign-in';
import type { ConsoleConfig } from '../config.ts';

const KEY = 'tenantry.sign-in';
/** What must be known when the browser comes back. */
interface Left extends Pending {
  /** Path at which the person wanted to be. */
  readonly returnTo: string;
}

export const CALLBACK_PATH = '/signed-in';

/** Where super admins sign in: at Cognito's own pages. */
export const placeOf = ({ region, userPoolId, signInUrl, clientId }: ConsoleConfig): SignIn => ({
  issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
  signInUrl,
  clientId,
});

/** Where Cognito's page is asked to sign somebody in; remembers what is needed when the browser comes back. */
export const leave = async (config: ConsoleConfig, returnTo: string): Promise<string> => {
  const { url, pending } = await beginSignIn(placeOf(config), `${location.origin}${CALLBACK_PATH}`);
  sessionStorage.setItem(KEY, JSON.stringify({ ...pending, returnTo } satisfies Left));
  return url;
};

/** Takes up what Cognito's page sent the browser back with. A code that this tab did not ask for must not become its session. */
export const comeBack = async (config: ConsoleConfig, query: URLSearchParams): Promise<{ tokens: Tokens; returnTo: string }> => {
  const left = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Left | null;
  sessionStorage.removeItem(KEY);
  if (!left) throw new SignInError('This sign-in was not begun in this tab: try again.', 'not_begun');
  return { tokens: await finishSignIn(placeOf(config), left, query), returnTo: left.returnTo };
};

/** Ends the session of Cognito's pages in this browser, too. */
export const leaveForGood = (config: ConsoleConfig): string => logoutUrl(placeOf(config), `${location.origin}/`);
