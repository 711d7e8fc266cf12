import { configureConsole } from '../../console/deploy/publish.ts';
import { LAPTOP_DEPLOYMENT } from '../src/deploy.ts';
import type { Laptop } from './laptop.ts';

export const consoleUrl = (local: Pick<Laptop, 'port'>): string => `http://superadmin.app.localhost:${local.port}/`;

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
