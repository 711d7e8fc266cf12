import { suspending } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';
import { suspendedSettings } from '../web-acl-rules.ts';
import { shutWebAcl } from './isolated-web-acl.ts';

/** The web ACL of a suspended tenant answers everybody with the tenant's own page, and programs that ask its API with problem details. `webAcl` opens it again. */
export const suspendedWebAcl = suspending('suspendedWebAcl', {
  shut: (scope: Scope, { name }: { readonly name: string }) => shutWebAcl(scope, suspendedSettings(scope.tenantId, name)),
});
