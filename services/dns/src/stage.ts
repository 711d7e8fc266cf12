import { DnsReady, DnsRemoved } from '@tenantry/events-schema/dns';
import { CertificateRequested, EdgeReady } from '@tenantry/events-schema/edge';
import { PipelineRemoved } from '@tenantry/events-schema/pipeline';
import { stage } from '@tenantry/shared/saga/stage';
import type { Scope } from './scope.ts';
import { label } from './steps/label.ts';
import { records } from './steps/records.ts';
import { recordsInSync } from './steps/records-in-sync.ts';
import { validationRecord } from './steps/validation-record.ts';

/** The only writer of the public zone. */
export const dns = stage<Scope>('dns', { removeOn: [PipelineRemoved], removed: DnsRemoved })
  .on(CertificateRequested)
  .step(label) //             claims it: nothing is written outside of it
  .step(validationRecord) //  nobody waits for it here: ACM looks without being asked
  .on(EdgeReady)
  .step(records)
  .step(recordsInSync) //     waits last
  .publishes(DnsReady);
