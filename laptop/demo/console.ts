import { configureConsole } from '../../console/deploy/publish.ts';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import type { Laptop } from './laptop.ts';

/** @param host of another deployment's console */
export const consoleUrl = (local: Pick<Laptop, 'port'>, host = 'superadmin.app.localhost'): string => `http://${host}:${local.port}/`;

/** Tells the deployed console where Cognito answers: on the port of this run. */
export const openConsole = (local: Laptop): Promise<void> =>
  configureConsole({
    deployment: LAPTOP_DEPLOYMENT,
    clientsOf: (account) => ({
      endpoint: local.url,
      credentials: { accessKeyId: local.accounts[account], secretAccessKey: 'laptop' },
    }),
    log: () => {},
  });
