import { type AnyStage, stepsOf } from '@tenantry/shared/saga/stage';
import { account } from '../../services/account/src/stage.ts';
import { dns } from '../../services/dns/src/stage.ts';
import { edge } from '../../services/edge/src/stage.ts';
import { network } from '../../services/network/src/stage.ts';
import { pipeline } from '../../services/pipeline/src/stage.ts';

const STAGES: readonly AnyStage[] = [account, network, edge, dns, pipeline] as unknown as readonly AnyStage[];

/** Every step of on-boarding, as `--fail` names it: `network.natGateway`. */
export const STEPS: readonly string[] = STAGES.flatMap((stage) => stepsOf(stage).map((step) => `${stage.name}.${step.name}`));
