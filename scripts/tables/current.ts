import { everyTemplate } from '@tenantry/landing-zone/every-template';
import { configOf } from '@tenantry/shared/deployment/config';
import { FOLDERS, serviceIn } from '../services.ts';
import { type Resources, type Tables, tablesOf } from './tables.ts';

const STAGE = 'dev';

/** The tables of all services, in the order of `serverless-compose.yml`, and of the landing zone. */
export const currentTables = async (): Promise<Tables> => {
  const services = await Promise.all(FOLDERS.map((folder) => serviceIn<{ resources: { Resources: Resources } }>(folder)));
  const landingZone = Object.values(everyTemplate(STAGE, configOf(STAGE)));
  return tablesOf([...services.map(({ resources }) => resources.Resources), ...landingZone.map(({ Resources }) => Resources)], STAGE);
};
