import { VERSION } from '@tenantry/api-client/generated/version';

/** Of this command: one version is that of the whole product. */
export const cliVersion = (): string => VERSION;

/** `1.2.3` as numbers; what is no version is older than all. */
const numbers = (version: string): readonly [major: number, minor: number] => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
};

/**
 * Whether a command may be used with what is deployed: within a major version nothing that a client uses is taken from the API, so one
 * that is older than the API works with it; one that is newer may ask for what the API does not have yet.
 */
export const commandFits = (command: string, deployed: string): boolean => {
  const [[major, minor], [deployedMajor, deployedMinor]] = [numbers(command), numbers(deployed)];
  return major === deployedMajor && minor <= deployedMinor;
};
