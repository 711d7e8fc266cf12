import { FORWARD } from '@tenantry/saga/stages';

/** Every step of on-boarding, as `--fail` names it: `network.natGateway`. */
export const STEPS: readonly string[] = FORWARD.flatMap(({ name, steps }) => steps.map((step) => `${name}.${step.name}`));
