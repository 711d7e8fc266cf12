import { stageHandler } from '@tenantry/shared/handler';
import { scopeOf } from './scope.ts';
import { dns } from './stage.ts';

export const main = stageHandler(dns, scopeOf);
