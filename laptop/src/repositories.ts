import { existsSync } from 'node:fs';
import path from 'node:path';
import type { SourceFolders } from '@laptop/aws/gateway/emulated/source-folder';
import { ROOT } from './paths.ts';

/** The repositories of the tenants' application: `tenantry-<deployment>-tenant-app-<name>` holds `tenant-app/<name>`. */
export const repositories: SourceFolders = (repositoryName) => {
  const name = /^tenantry-[a-z0-9-]+-tenant-app-([a-z0-9]+)$/.exec(repositoryName)?.[1];
  const folder = path.join(ROOT, 'tenant-app', name ?? '');
  return name !== undefined && existsSync(folder) ? folder : undefined;
};
