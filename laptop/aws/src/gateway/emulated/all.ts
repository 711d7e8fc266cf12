import path from 'node:path';
import { HOME, VENV } from '../../home.ts';
import type { World } from '../../world.ts';
import type { Service } from '../types.ts';
import { costExplorer } from './ce.ts';
import { buildToolPath, type CodeServices, codeServices } from './code-services.ts';
import { guardduty } from './guardduty.ts';
import { identitystore } from './identitystore.ts';
import { schemas } from './schemas.ts';
import { serviceQuotas } from './service-quotas.ts';
import { ssoAdmin } from './sso-admin/sso-admin.ts';

/** CodeCommit, CodeBuild and CodePipeline on the world's repositories; builds leave logs and caches in `codebuild` of `HOME`. */
export const codeServicesOf = ({ repositories = () => undefined }: Pick<World, 'repositories'>): CodeServices =>
  codeServices({
    sourceFolders: repositories,
    runFolder: path.join(HOME, 'codebuild'),
    toolPath: buildToolPath(path.join(VENV, 'bin')),
  });

/** The services that the gateway answers itself. */
export const services = (delivery: CodeServices): readonly Service[] => [
  ...delivery.services,
  ssoAdmin,
  identitystore,
  costExplorer,
  serviceQuotas,
  schemas,
  guardduty,
];
