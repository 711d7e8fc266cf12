import { invokesLocally } from './invokes-locally.ts';

/** A stage and the API; of the other services `invoke-local.long.test.ts` asks, for each takes five seconds of the processor. */
invokesLocally([
  ['network', 'handler', 'pipeline-removed'],
  ['admin', 'api', 'get-tenants'],
]);
