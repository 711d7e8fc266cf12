import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { offboard } from './stage.ts';

export const main = stageHandler(offboard, scopeOf);
