import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { pipeline } from './stage.ts';

export const main = stageHandler(pipeline, scopeOf);
