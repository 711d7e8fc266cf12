import type { Config } from '@tenantry/shared/deployment/config';
import { hardeningOf } from '@tenantry/shared/deployment/hardening';
import { developerRoleName, functionRoleName } from '@tenantry/shared/domain/names';

/** Roles of the super-admin account that may use a service's role elsewhere: its functions, and a developer where there is one. */
export const callers = (deployment: string, config: Pick<Config, 'production'>, service: string): readonly string[] => [
  functionRoleName(deployment, service),
  ...(hardeningOf(config).developers ? [developerRoleName(deployment)] : []),
];
