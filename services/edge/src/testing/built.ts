import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand, Route53Client } from '@aws-sdk/client-route-53';
import { rootOf, testAccounts } from '@tenantry/shared/testing/accounts';
import { settled } from '@tenantry/shared/testing/step-contract';
import { bucket } from '../steps/bucket.ts';
import { certificate } from '../steps/certificate.ts';
import { certificateIssued } from '../steps/certificate-issued.ts';
import { httpApi } from '../steps/http-api.ts';
import { originAccessControl } from '../steps/origin-access-control.ts';
import { responseHeadersPolicy } from '../steps/response-headers-policy.ts';
import { type ValidationRecord, validationRecord } from '../steps/validation-record.ts';
import { viewerRequestFunction } from '../steps/viewer-request-function.ts';
import { webAcl } from '../steps/web-acl.ts';
import { TEST_ZONE, type Tenant } from './tenant.ts';

const route53 = new Route53Client(rootOf(testAccounts.production));
let zoneId: Promise<string> | undefined;
const createZone = async (): Promise<string> => {
  const zone = await route53.send(new CreateHostedZoneCommand({ Name: TEST_ZONE, CallerReference: `${Date.now()}/${process.pid}` }));
  return zone.HostedZone!.Id!;
};

/** Does what dns does: writes the record that ACM looks for. */
export const writeRecord = async ({ name, type, value }: ValidationRecord): Promise<void> => {
  zoneId ??= createZone();
  const ResourceRecordSet = { Name: name, Type: type, TTL: 300, ResourceRecords: [{ Value: value }] };
  await route53.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: await zoneId,
      ChangeBatch: { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] },
    }),
  );
};

/** An issued certificate for the tenant's domain. */
const issued = async ({ scope, needs }: Tenant): Promise<{ certificateArn: string }> => {
  const requested = await certificate.ensure(scope, needs, {});
  const { validationRecord: record } = await settled(() => validationRecord.ensure(scope, requested, {}));
  await writeRecord(record);
  await settled(() => certificateIssued.ensure(scope, requested, {}));
  return requested;
};

/** The same tenant with everything that the distribution is made of. */
export const built = async (one: Tenant) => ({
  ...one,
  needs: {
    ...one.needs,
    ...(await bucket.ensure(one.scope, {}, {})),
    ...(await httpApi.ensure(one.scope, {}, {})),
    ...(await issued(one)),
    ...(await webAcl.ensure(one.scope, one.needs, {})),
    ...(await originAccessControl.ensure(one.scope, {}, {})),
    ...(await responseHeadersPolicy.ensure(one.scope, {}, {})),
    ...(await viewerRequestFunction.ensure(one.scope, {}, {})),
  },
});
