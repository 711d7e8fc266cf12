import { stageHandler } from '@tenantry/shared/handler';
import { scopeOf } from './scope.ts';
import { account } from './stage.ts';

export const main = stageHandler(account, scopeOf);
