import { configuredProfile, readConfiguration } from './configuration.ts';
import { DEMO_PROFILE, demoProfile } from './demo-profile.ts';
import { CommandError, EXIT, usageError } from './exit-code.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Terminal } from './terminal.ts';

/** A profile, and the rule by which it was chosen. */
export interface Chosen {
  readonly profile: Profile;
  readonly because: string;
  /** Whether somebody named it: then `TENANTRY_TOKEN` is for it. */
  readonly isNamed: boolean;
}

/** As much of a terminal as says which. */
type Place = Pick<Terminal, 'env' | 'cwd' | 'configFolder'>;

/**
 * Which API a command talks to, by the first of these rules that applies: `--profile` or `TENANTRY_PROFILE`; `TENANTRY_API_URL`; a
 * demo that runs in this working copy; the configuration's default profile.
 * @throws CommandError when none applies
 */
export const chooseProfile = async (terminal: Place, name = terminal.env.TENANTRY_PROFILE): Promise<Chosen> => {
  if (name) return { profile: await named(terminal, name), because: 'it was named', isNamed: true };
  const { TENANTRY_API_URL: apiUrl, TENANTRY_CLIENT_ID: clientId } = terminal.env;
  if (apiUrl) {
    const profile = profileOf('environment', { apiUrl, clientId });
    if (typeof profile === 'string') throw usageError(profile, 'correct TENANTRY_API_URL');
    return { profile, because: 'TENANTRY_API_URL is set', isNamed: true };
  }
  const demo = await demoProfile(terminal.cwd);
  if (demo) return { profile: demo, because: 'a demo runs in this working copy', isNamed: false };
  const configuration = await readConfiguration(terminal);
  const { defaultProfile = Object.keys(configuration.profiles)[0] } = configuration;
  if (!defaultProfile)
    throw new CommandError(
      EXIT.notSignedIn,
      'no profile says where the API is',
      'sign in: tenantry login <URL of the super admin console>; or start a demo: npm run demo',
    );
  return {
    profile: configuredProfile(configuration, defaultProfile, terminal),
    because: "it is the configuration's default",
    isNamed: false,
  };
};

const named = async (terminal: Place, name: string): Promise<Profile> => {
  const configuration = await readConfiguration(terminal);
  if (name !== DEMO_PROFILE || configuration.profiles[name] !== undefined) return configuredProfile(configuration, name, terminal);
  const demo = await demoProfile(terminal.cwd);
  if (!demo) throw usageError('no demo runs in this working copy', 'start one: npm run demo');
  return demo;
};
