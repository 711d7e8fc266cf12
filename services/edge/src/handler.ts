import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { edge } from './stage.ts';

export const main = stageHandler(edge, scopeOf);
