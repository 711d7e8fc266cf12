import { z } from 'zod';
import { defineEvent } from './event.ts';
import { domain, webUrl } from './fields.ts';

const source = 'tenantry.dns';

export const DnsReady = defineEvent(source, 'DnsReady', "The tenant's records are in sync on all name servers.", {
  domain,
  url: webUrl.describe("The tenant's console."),
  hostedZoneId: z.string(),
});

export const DnsRemoved = defineEvent(source, 'DnsRemoved', "No record of the tenant's is left in the zone.", {});
