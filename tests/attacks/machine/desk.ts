import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, DescribeUserPoolClientCommand } from '@aws-sdk/client-cognito-identity-provider';
import { type Issuer, type SigningKey, signedToken, startIssuer } from '@laptop/aws/testing/issuer';
import type { Machine } from '@tenantry/shared/deployment/machine-config';
import { testRegion } from '@tenantry/shared/testing/accounts';
import { openConsole } from '../../../laptop/demo/console.ts';
import { rootOf } from '../../../laptop/demo/root.ts';
import { sourceHash, withBaseline } from '../../../laptop/src/baseline.ts';
import { configFolder } from '../../../laptop/src/config-folder.ts';
import { deploy, deployService, LAPTOP_DEPLOYMENT } from '../../../laptop/src/deploy.ts';
import { LOCAL_FOLDER } from '../../../laptop/src/paths.ts';
import type { Local } from '../../../laptop/src/start.ts';
import { pack } from '../../../scripts/pack/pack.ts';

/** Who signs for jobs on GitHub. */
export const GITHUB = 'https://token.actions.githubusercontent.com';
/** What a token of a job is for: the host name of the API. */
const AUDIENCE = 'superadmin.app.localhost';

type Texts = Readonly<Record<string, string>>;
interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
/** A deployment in which a super admin needs a second factor, and the packed command where nothing else is. */
export interface MachineDesk {
  readonly local: Local;
  readonly issuer: Issuer;
  /** The package that `npm run pack` makes. */
  readonly packed: string;
  /** Of the command and of what else finds hosted names by the gateway. */
  readonly env: Texts;
  readonly userPoolId: string;
  readonly cognito: CognitoIdentityProviderClient;
  /** The packed command, installed in an empty folder. */
  readonly tenantry: (words: readonly string[], env?: Texts) => Promise<Ended>;
  /** How the API answers at a path below its base. */
  readonly ask: (token: string, path: string, request?: RequestInit) => Promise<{ readonly status: number; readonly text: string }>;
  /** Id and secret of a machine's client, as an administrator of the account reads them. */
  readonly clientOf: (machine: string) => Promise<{ readonly id: string; readonly secret: string }>;
  /** Deploys service admin with these machines. */
  readonly deployMachines: (machines: readonly Machine[]) => Promise<void>;
  readonly end: () => Promise<void>;
}

const now = (): number => Math.floor(Date.now() / 1_000);
/** What GitHub writes into a token of a job, as far as it counts here. */
export const jobClaims = (sub: string, aud = AUDIENCE) => ({ iss: GITHUB, sub, aud, iat: now(), exp: now() + 300 });
/** A job asks the runner for its token (GitHub Docs, "OpenID Connect reference"). */
const jobToken = (url: URL, key: SigningKey) =>
  url.pathname === '/job'
    ? { value: signedToken(key, jobClaims(url.searchParams.get('subject') ?? '', url.searchParams.get('audience') ?? '')) }
    : undefined;
/** What a runner gives a job with `id-token: write`. */
export const offered = ({ url }: Issuer, subject: string): Texts => ({
  ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/job?subject=${encodeURIComponent(subject)}`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the runner',
});

const ran = (program: string, args: readonly string[], cwd: string, env: Texts): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(program, args, { cwd, env: { ...env } }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }));
  });

/** The configuration of the laptop's deployment with people who need a second factor, and with these machines. */
const configured = async (folder: string, machines: readonly Machine[]): Promise<void> => {
  const file = `${LAPTOP_DEPLOYMENT}.json`;
  // In production notifications go to the public internet alone …
  const { network, notifications, ...config } = JSON.parse(await readFile(path.join(await configFolder(testRegion), file), 'utf8')) as {
    readonly network: { readonly vpn?: object };
    readonly notifications?: object;
  };
  // … and a certificate is no person, so there is no VPN of the laptop's.
  const { vpn: _, ...withoutVpn } = network;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, file), JSON.stringify({ ...config, production: true, network: withoutVpn, machines }));
};

/** @param machines of the first deployment */
export const machineDesk = async (machines: readonly Machine[]): Promise<MachineDesk> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry-machines-'));
  const stateDir = path.join(LOCAL_FOLDER, 'runs', `machines-${process.pid}`);
  const [local, issuer] = await Promise.all([
    withBaseline({ hash: await sourceHash(), deploy, region: testRegion, stateDir }),
    startIssuer(GITHUB, jobToken),
  ]);
  local.answerBy(new URL(GITHUB).host, issuer.url);
  const configurations = path.join(folder, 'config');
  const deployMachines = async (wanted: readonly Machine[]): Promise<void> => {
    await configured(configurations, wanted);
    await deployService(local, 'admin', configurations);
  };
  await deployMachines(machines).catch(async (error: unknown) => {
    // A process with a server in it would never end.
    await Promise.all([local.stop(), issuer.stop()]);
    throw error;
  });
  await openConsole(local);
  const { file } = await pack(path.join(folder, 'packed'));
  const empty = await mkdtemp(path.join(folder, 'empty-'));
  const env = {
    PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter),
    HOME: empty,
    npm_config_cache: path.join(empty, 'cache'),
    npm_config_offline: 'true',
    // Hosted names are found by the gateway, as a resolver would find them in AWS.
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: local.url,
    NO_PROXY: '127.0.0.1',
    TENANTRY_API_URL: `http://${AUDIENCE}/api`,
  };
  const installed = await ran('npm', ['install', '--no-audit', '--no-fund', '--no-update-notifier', file], empty, env);
  if (installed.code !== 0) throw new Error(installed.err);

  const root = rootOf(local, local.accounts.superAdmin);
  const cognito = new CognitoIdentityProviderClient(root);
  const output = async (key: string): Promise<string> => {
    const named = { StackName: `tenantry-${LAPTOP_DEPLOYMENT}-admin` };
    const { Stacks } = await new CloudFormationClient(root).send(new DescribeStacksCommand(named));
    return Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  };
  const userPoolId = await output('UserPoolId');
  return {
    local,
    issuer,
    packed: file,
    env,
    userPoolId,
    cognito,
    tenantry: (words, more = {}) => ran(path.join(empty, 'node_modules/.bin/tenantry'), words, empty, { ...env, ...more }),
    ask: async (token, below, request = {}) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${local.url}/_aws/at/${AUDIENCE}/api${below}`, { ...request, headers });
      return { status: answer.status, text: await answer.text() };
    },
    clientOf: async (machine) => {
      const id = await output(`Machine${machine.charAt(0).toUpperCase()}${machine.slice(1)}ClientId`);
      const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId: id }));
      return { id, secret: UserPoolClient?.ClientSecret ?? '' };
    },
    deployMachines,
    end: async () => {
      await Promise.all([local.stop(), issuer.stop()]);
      await Promise.all([folder, stateDir].map((one) => rm(one, { recursive: true, force: true })));
    },
  };
};
