import { stageHandler } from '@tenantry/shared/handler';
import { scopeOf } from './scope.ts';
import { edge } from './stage.ts';

export const main = stageHandler(edge, scopeOf);
