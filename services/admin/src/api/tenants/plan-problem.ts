import type { Config } from '@tenantry/shared/deployment/config';
import { planNames } from '@tenantry/shared/deployment/plans';
import type { FieldProblem } from '../../contract/fields.ts';

/** What is wrong with a plan that somebody chooses: only what is in the catalogue can be had. */
export const planProblem = (config: Pick<Config, 'plans'>, plan: string): readonly FieldProblem[] => {
  const names = planNames(config);
  return names.includes(plan)
    ? []
    : [{ field: '/plan', problem: `"${plan}" is no plan of this deployment`, fix: `Choose one of ${names.join(', ')}.` }];
};
