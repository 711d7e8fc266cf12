/** Where an API is and how people sign in to it. */
export interface Profile {
  readonly name: string;
  /** Base URL of the API, without a slash at the end. */
  readonly apiUrl: string;
  /** The super admin console. */
  readonly consoleUrl?: string;
  /** Client of the user pool. */
  readonly clientId?: string;
  /** The pool's hosted sign-in, `https://<prefix>.auth.<region>.amazoncognito.com`: signs in by the browser. */
  readonly signInUrl?: string;
  /** Cognito's own API: signs in by password, and renews tokens. */
  readonly cognitoEndpoint?: string;
  readonly email?: string;
  /** Only the demo's, which is of no use elsewhere. */
  readonly password?: string;
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
  'signInUrl',
  'cognitoEndpoint',
  'email',
  'password',
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
  const unsafe = (['apiUrl', 'signInUrl', 'cognitoEndpoint'] as const).find((field) => texts[field] && !isSafe(texts[field]));
  if (unsafe) return `${unsafe} of profile ${name} would send secrets unencrypted: it must be an https URL`;
  return {
    ...texts,
    name,
    apiUrl: apiUrl.replace(/\/+$/, ''),
    ...(typeof given.awsProfiles === 'object' && given.awsProfiles !== null
      ? { awsProfiles: given.awsProfiles as Record<string, string> }
      : {}),
  };
};

const LOOPBACK = /^(127\.0\.0\.1|\[::1\]|localhost|.*\.localhost)$/;
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.test(hostname);
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
};
