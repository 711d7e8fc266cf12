import { invokesLocally } from './invokes-locally.ts';

/** The services that `npm test` leaves out (`invoke-local.aws.test.ts`). */
invokesLocally([
  ['account', 'handler', 'network-removed'],
  ['edge', 'handler', 'dns-removed'],
  ['dns', 'handler', 'certificate-requested'],
  ['pipeline', 'handler', 'origin-ready'],
  ['offboard', 'decide', 'tenant-ready'],
]);
