import { countOf } from '@tenantry/saga/created';
import { FORWARD } from '@tenantry/saga/stages';
import { usualTime } from '@tenantry/saga/usual-time';
import type { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import type { FieldProblem } from '../../contract/fields.ts';
import type { Plan, PlannedStage, Quota } from '../../contract/plan.ts';
import type { PlanOffer } from '../../contract/plans.ts';
import { estimateOf } from '../../cost/prices.ts';
import { countsOf } from '../../model/created.ts';
import { PARTS } from '../../model/deployed.ts';
import { cellWith, refusalsOf } from '../../quotas/refusals.ts';
import type { Reading } from '../../readings/reading.ts';

export interface PlanInput {
  readonly zone: LandingZone;
  readonly problems: readonly FieldProblem[];
  /** Absent while neither slug, domain nor name says it. */
  readonly tenant?: Plan['tenant'];
  readonly quotas: readonly Quota[];
  /** How many such tenants are wanted. */
  readonly tenants?: number;
  /** What stops every tenant, besides quotas. */
  /** The plan that was chosen, if there is one of that name. */
  readonly plan?: PlanOffer;
  readonly inTheWay?: Reading<Plan['refusals']>;
}

/** What on-boarding would do. Pure. */
export const planOf = ({ zone, problems, tenant, quotas, tenants = 1, inTheWay = {}, plan }: PlanInput): Plan => {
  const stages = plannedStages(zone);
  const time = usualTime();
  const { cidr } = tenant ?? {};
  const wanted = problems.length === 0 ? cellWith(zone.config, cidr) : undefined;
  const refusals = [...(inTheWay.value ?? []), ...refusalsOf(quotas, tenants, wanted)];
  return {
    possible: problems.length === 0 && refusals.length === 0,
    problems: [...problems],
    refusals,
    unknown: [...new Set([inTheWay, ...quotas].flatMap(({ unknown }) => unknown ?? []))],
    ...(tenant ? { tenant } : {}),
    ...(plan ? { plan } : {}),
    resources: stages.reduce((sum, { resources }) => sum + resources, 0),
    stages,
    quotas: [...quotas],
    cost: estimateOf(PARTS, zone.config.region, zone.config, plan?.memoryMb),
    time: { seconds: time.seconds, serialSeconds: time.serialSeconds },
  };
};

const plannedStages = (zone: LandingZone): PlannedStage[] => {
  const counts = countsOf(zone);
  const time = usualTime();
  return FORWARD.map(({ name, steps: all }) => {
    const steps = all.map(({ name: step, creates, usually }) => ({
      step,
      creates: creates.map((one) => ({ type: one.type, count: countOf(one, counts), account: one.account })),
      ...(usually ? { waits: { ...usually } } : {}),
    }));
    const { startsAfter, seconds } = time.stages[name];
    const resources = steps.flatMap(({ creates }) => creates).reduce((sum, { count }) => sum + count, 0);
    return { stage: name, resources, startsAfterSeconds: startsAfter, seconds, steps };
  });
};
