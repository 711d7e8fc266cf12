import { stageHandler } from '@tenantry/shared/function/handler';
import { scopeOf } from './scope.ts';
import { dns } from './stage.ts';

export const main = stageHandler(dns, scopeOf);
