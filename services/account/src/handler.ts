import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { account } from './stage.ts';

export const main = stageHandler(account, scopeOf);
