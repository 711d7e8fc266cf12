import { stageService } from '@tenantry/shared/infra/stage-service';
import { dns } from './src/stage.ts';

export default stageService(dns, { assumes: ['production'] });
