import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import { WrongAccount } from '../deployment/accounts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The deployment that nobody has to name: its accounts are no real ones, and so nothing of it is asked of AWS itself. */
const UNNAMED = 'dev';

/** Domains of AWS's own endpoints (General Reference, "AWS service endpoints"). */
const isAws = (url: string): boolean => /(^|\.)(amazonaws\.com(\.cn)?|api\.aws)$/i.test(URL.canParse(url) ? new URL(url).hostname : '');

const FIX =
  'Start the laptop (npm run demo in the repository), and give its profiles by their whole path: ' +
  'export AWS_CONFIG_FILE=$(git rev-parse --show-toplevel)/.local/aws/config. For a deployment in AWS, add --stage <its name>.';
const refuse = (reason: string): WrongAccount => new WrongAccount(`nothing was run: ${reason}. ${FIX}`);

/**
 * What runs by hand in this process must not reach AWS itself by accident: by a file of profiles that is not found, a function would ask it
 * with whatever credentials there are.
 * @returns whether the calls go elsewhere, by an endpoint that somebody has configured; else the credentials must be those of the deployment
 * @throws WrongAccount before anything is asked
 */
export const isElsewhere = async (deployment: string, env: Environment): Promise<boolean> => {
  const file = env.AWS_CONFIG_FILE;
  // The function runs in another folder than the command was typed in.
  if (file !== undefined && !path.isAbsolute(file))
    throw refuse(`AWS_CONFIG_FILE is ${file}, which is found in this folder alone, or nowhere`);
  if (file !== undefined && !(await isThere(file))) throw refuse(`AWS_CONFIG_FILE is ${file}, and there is no such file`);
  const endpoint = env.AWS_ENDPOINT_URL ?? (await endpointOf(file));
  if (endpoint !== undefined && !isAws(endpoint)) return true;
  if (deployment !== UNNAMED) return false;
  throw refuse(
    `deployment ${deployment} is none in AWS, but the profiles name no endpoint besides AWS's own, and so AWS itself would be asked`,
  );
};

const isThere = (file: string): Promise<boolean> =>
  readFile(file).then(
    () => true,
    () => false,
  );

/** Of the default profile: a function that runs by hand has its role's credentials and no profile (osls, `invoke local`). */
const endpointOf = async (filepath: string | undefined): Promise<string | undefined> => {
  const { configFile } = await loadSharedConfigFiles({
    ignoreCache: true,
    ...(filepath === undefined ? {} : { configFilepath: filepath }),
  });
  return configFile.default?.endpoint_url;
};
