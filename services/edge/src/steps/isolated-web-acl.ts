import { UpdateWebACLCommand } from '@aws-sdk/client-wafv2';
import { differing } from '@tenantry/shared/aws/agrees';
import { Wait } from '@tenantry/shared/failure/errors';
import { isolating } from '@tenantry/shared/saga/isolating';
import type { Scope } from '../scope.ts';
import { isolatedSettings } from '../web-acl-rules.ts';
import { findWebAcl, GLOBAL, isWebAclOurs, keyByName, wafOf } from './web-acl.ts';

/**
 * The web ACL of an isolated tenant lets nobody in: CloudFront asks it before its cache and before any origin. `webAcl` opens it again.
 */
export const isolatedWebAcl = isolating('isolatedWebAcl', {
  shut: async (scope: Scope) => {
    const wanted = isolatedSettings(scope.tenantId);
    const look = async () => {
      const [found] = await findWebAcl(scope, await keyByName(scope));
      return found && (await isWebAclOurs(scope, found)) ? found : undefined;
    };
    const found = await look();
    // Without one there is no distribution yet, and none is made meanwhile.
    if (!found || differing(found.settings, wanted).length === 0) return;
    const { Name, Id, LockToken } = found;
    await wafOf(scope).send(new UpdateWebACLCommand({ ...GLOBAL, Name, Id, LockToken, ...wanted }));
    const left = differing((await look())?.settings, wanted);
    if (left.length > 0) throw new Wait(1, `the web ACL ${Name} to be shut (${left.join(', ')})`);
  },
});
