import type { AnyStage } from '@tenantry/shared/saga/stage';
import { account } from '../../services/account/src/stage.ts';
import { dns } from '../../services/dns/src/stage.ts';
import { edge } from '../../services/edge/src/stage.ts';
import { network } from '../../services/network/src/stage.ts';
import { offboard } from '../../services/offboard/src/stage.ts';
import { pipeline } from '../../services/pipeline/src/stage.ts';

/** The stages as they are deployed: their order and events, not the steps' doing. */
export const STAGES: readonly AnyStage[] = [account, network, edge, dns, pipeline, offboard];
