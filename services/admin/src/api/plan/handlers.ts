import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { landingZone } from '@tenantry/shared/deployment/landing-zone';
import type { FieldProblem } from '../../contract/fields.ts';
import { offerOf } from '../../model/plan-offer.ts';
import { allQuotas } from '../../quotas/all-quotas.ts';
import { knownRangesOf, takenBy } from '../../quotas/ranges.ts';
import { wildcardReading } from '../../readings/wildcard-record.ts';
import { takenProblems } from '../../table/claim.ts';
import { documents, domainClaim, slugClaim, tableName } from '../../table/items.ts';
import { allTenants } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';
import { planProblem } from '../tenants/plan-problem.ts';
import { type Address, addressOf, checkTenantRequest } from '../tenants/tenant-request.ts';
import { planOf } from './plan.ts';

/** A dry run: nothing is claimed, nothing is published. */
export const postPlan: Handler<'POST /plan'> = async ({ body: { tenants: wanted = 1, ...body } }) => {
  const zone = await landingZone();
  const { config } = zone;
  const checked = checkTenantRequest(body, config);
  const address = addressOf(body, config);
  const tenants = await allTenants();
  const problems = [
    ...(checked.ok ? [] : checked.fields),
    ...(address.ok ? await taken(address.value) : []),
    ...(checked.ok && body.cidr ? takenBy(body.cidr, knownRangesOf(tenants, config.network, Date.now())) : []),
  ];
  const prefix = checked.ok ? (checked.value.cidrPrefix ?? config.network.prefix.default) : config.network.prefix.default;
  const [quotas, inTheWay] = await Promise.all([allQuotas(zone, tenants, prefix), wildcardReading(zone)]);
  const tenant = address.ok ? { name: body.name ?? '', ...address.value, ...(body.cidr ? { cidr: body.cidr } : {}) } : undefined;
  const plan = body.plan !== undefined && planProblem(config, body.plan).length === 0 ? offerOf(config, body.plan) : undefined;
  return {
    answer: planOf({ zone, problems, quotas, inTheWay, tenants: wanted, ...(tenant ? { tenant } : {}), ...(plan ? { plan } : {}) }),
  };
};

/** What another tenant has. Looked up only: `POST /tenants` claims. */
const taken = async ({ slug, domain }: Address): Promise<readonly FieldProblem[]> => {
  const [slugTaken, domainTaken] = await Promise.all(
    [slugClaim(slug), domainClaim(domain)].map(
      async (Key) => (await documents().send(new GetCommand({ TableName: tableName(), Key }))).Item !== undefined,
    ),
  );
  return takenProblems({ slug, domain }, { slugTaken, domainTaken });
};
