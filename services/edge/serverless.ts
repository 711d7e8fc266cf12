import { stageService } from '@tenantry/shared/infra/stage-service';
import { edge } from './src/stage.ts';

export default stageService(edge, { assumes: ['tenants'] });
