import type { Tokens } from './tokens.ts';

/** Where an API is and how people sign in to it. */
export interface Profile {
  readonly name: string;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** The super admin console. */
  readonly consoleUrl?: string;
  /** Client of the user pool. */
  readonly clientId?: string;
  /** Who signs the tokens: `https://cognito-idp.<region>.amazonaws.com/<user pool>`. */
  readonly issuer?: string;
  /** The pool's own pages, `https://<prefix>.auth.<region>.amazoncognito.com`: people sign in there, and tokens are renewed. */
  readonly signInUrl?: string;
  /** Only the demo's, of the user that it has made; of no use elsewhere. */
  readonly tokens?: Tokens;
  /** Where a tenant's console answers when it is not where the API says; `{domain}` is replaced. */
  readonly tenantUrl?: string;
  /** For `doctor`: AWS profiles by account (owner, superAdmin, devops, networking, production), and the file that has them. */
  readonly awsProfiles?: Readonly<Record<string, string>>;
  readonly awsConfigFile?: string;
}

const TEXTS = [
  'apiUrl',
  'consoleUrl',
  'clientId',
  'issuer',
  'signInUrl',
  'tenantUrl',
  'awsConfigFile',
] as const satisfies readonly (keyof Profile)[];

/** Reads a profile from JSON. @returns what is wrong with it, or the profile */
export const profileOf = (name: string, json: unknown): Profile | string => {
  if (typeof json !== 'object' || json === null) return `profile ${name} is no object`;
  const given = json as Readonly<Record<string, unknown>>;
  const wrong = TEXTS.find((field) => given[field] !== undefined && typeof given[field] !== 'string');
  if (wrong) return `${wrong} of profile ${name} is no text`;
  const texts = Object.fromEntries(TEXTS.flatMap((field) => (given[field] ? [[field, String(given[field])]] : []))) as Partial<Profile>;
  const { apiUrl = '' } = texts;
  if (!URL.canParse(apiUrl)) return `apiUrl of profile ${name} is no URL`;
  const unsafe = (['apiUrl', 'signInUrl'] as const).find((field) => texts[field] && !isSafe(texts[field]));
  if (unsafe) return `${unsafe} of profile ${name} would send secrets unencrypted: it must be an https URL`;
  return {
    ...texts,
    name,
    apiUrl: apiUrl.replace(/\/+$/, ''),
    ...(typeof given.awsProfiles === 'object' && given.awsProfiles !== null
      ? { awsProfiles: given.awsProfiles as Record<string, string> }
      : {}),
    ...(areTokens(given.tokens) ? { tokens: given.tokens } : {}),
  };
};
const areTokens = (given: unknown): given is Tokens =>
  typeof given === 'object' && given !== null && 'idToken' in given && 'expiresAt' in given && typeof given.expiresAt === 'number';

const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|localhost|.*\.localhost)$/;
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
};
