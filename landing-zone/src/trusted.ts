import { developerRoleName, functionRoleName } from '@tenantry/shared/domain/names';

/** Roles of the super-admin account that may use a service's role elsewhere: its functions, and outside production a developer. */
export const callers = (deployment: string, service: string): readonly string[] => [
  functionRoleName(deployment, service),
  ...(deployment === 'prod' ? [] : [developerRoleName(deployment)]),
];
