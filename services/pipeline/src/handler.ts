import { stageHandler } from '@tenantry/shared/handler';
import { scopeOf } from './scope.ts';
import { pipeline } from './stage.ts';

export const main = stageHandler(pipeline, scopeOf);
