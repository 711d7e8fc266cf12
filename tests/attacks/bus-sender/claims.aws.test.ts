import { DescribeVpcPeeringConnectionsCommand } from '@aws-sdk/client-ec2';
import { beforeAll, expect } from '@jest/globals';
import { settled } from '@tenantry/shared/testing/step-contract';
import { label } from '../../../services/dns/src/steps/label.ts';
import { records } from '../../../services/dns/src/steps/records.ts';
import { validationRecord } from '../../../services/dns/src/steps/validation-record.ts';
import { recordsUnder, tenantIn, type Zone, zone } from '../../../services/dns/src/testing/tenant.ts';
import { peeringAcceptance } from '../../../services/network/src/steps/peering-acceptance.ts';
import { deployment, ec2Of, tenantBefore } from '../../../services/network/src/testing/tenant-network.ts';
import { attack } from '../attack.ts';

let shared: Zone;
beforeAll(async () => {
  shared = await zone();
});

attack('label-of-another-tenant', "an event gives a tenant another's domain, in any order and while either is removed", async () => {
  const mine = tenantIn(shared);
  await label.ensure(mine.scope, mine.needs, {});
  await settled(() => validationRecord.ensure(mine.scope, mine.needs, {}));
  const before = await recordsUnder(shared, mine.needs.domain);
  const theirs = tenantIn(shared, mine.needs.domain);
  await expect(label.ensure(theirs.scope, theirs.needs, {})).rejects.toMatchObject({ code: 'LabelTaken' });
  // Its removal, which is told of my records, deletes none of them.
  await validationRecord.remove(theirs.scope, mine.needs, {});
  await records.remove(theirs.scope, mine.needs, {});
  await label.remove(theirs.scope, mine.needs, { label: mine.needs.label });
  expect(await recordsUnder(shared, mine.needs.domain)).toEqual(before);
  await expect(label.ensure(theirs.scope, theirs.needs, {})).rejects.toMatchObject({ code: 'LabelTaken' });
  // It is free when nothing of mine is left.
  await validationRecord.remove(mine.scope, mine.needs, {});
  await label.remove(mine.scope, mine.needs, { label: mine.needs.label });
  expect(await label.ensure(theirs.scope, theirs.needs, {})).toEqual({ label: mine.needs.label });
});

attack('second-domain-of-a-tenant', 'a later event gives a tenant a second domain, which nobody has', async () => {
  const { scope, needs } = tenantIn(shared);
  const has = await label.ensure(scope, needs, {});
  const other = tenantIn(shared).needs;
  await expect(label.ensure(scope, other, has)).rejects.toMatchObject({ code: 'NameNotAllowed' });
  await expect(records.ensure(scope, { ...other, ...has }, {})).rejects.toMatchObject({ code: 'NameNotAllowed' });
  expect(await recordsUnder(shared, other.domain)).toEqual([]);
});

attack('peering-of-another-vpc', "an event names a peering that is not the tenant's, to be accepted and routed", async () => {
  const at = await deployment();
  const [mine, theirs] = [await tenantBefore(at, 'peeringAcceptance'), await tenantBefore(at, 'peeringAcceptance')];
  const needs = mine.needs as { readonly hubPeeringId: string; readonly databasePeeringId: string };
  const foreign = theirs.needs as typeof needs;
  const pretended = [
    { hubPeeringId: foreign.hubPeeringId },
    { databasePeeringId: foreign.databasePeeringId },
    // Its own, crosswise: the hub's is not accepted as the database's.
    { hubPeeringId: needs.databasePeeringId, databasePeeringId: needs.hubPeeringId },
  ];
  for (const one of pretended) {
    const scope = { ...mine.scope, tenant: theirs.scope.tenant };
    // From its own account EC2 shows no other's, and the step waits; from the other's it is known whose it is.
    await expect(peeringAcceptance.ensure(mine.scope, { ...needs, ...one } as never, {})).rejects.toThrow();
    await expect(peeringAcceptance.ensure(scope, { ...needs, ...one } as never, {})).rejects.toThrow();
  }
  const states = async () => {
    const { VpcPeeringConnections = [] } = await ec2Of(theirs.root).send(new DescribeVpcPeeringConnectionsCommand({}));
    return VpcPeeringConnections.map(({ Status }) => Status?.Code);
  };
  expect(await states()).toEqual(['pending-acceptance', 'pending-acceptance']);
  expect(await settled(() => peeringAcceptance.ensure(mine.scope, mine.needs, {}))).toEqual({});
});
