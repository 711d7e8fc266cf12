import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { network } from './stage.ts';

export const main = stageHandler(network, scopeOf);
