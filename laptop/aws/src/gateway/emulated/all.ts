import path from 'node:path';
import { LOCAL_FOLDER, ROOT } from '../../../../src/paths.ts';
import type { Service } from '../types.ts';
import { costExplorer } from './ce.ts';
import { buildToolPath, type CodeServices, codeServices, tenantAppFolders } from './code-services.ts';
import { identitystore } from './identitystore.ts';
import { schemas } from './schemas.ts';
import { serviceQuotas } from './service-quotas.ts';
import { ssoAdmin } from './sso-admin/sso-admin.ts';

/** CodeCommit, CodeBuild and CodePipeline on the repository's own `tenant-app`; builds leave logs and caches in `.local/codebuild`. */
export const delivery: CodeServices = codeServices({
  sourceFolders: tenantAppFolders(path.join(ROOT, 'tenant-app')),
  runFolder: path.join(LOCAL_FOLDER, 'codebuild'),
  toolPath: buildToolPath(path.join(LOCAL_FOLDER, 'venv', 'bin')),
});

/** The services that the gateway answers itself. */
export const services: readonly Service[] = [...delivery.services, ssoAdmin, identitystore, costExplorer, serviceQuotas, schemas];
