import { expect } from '@jest/globals';
import { callerOf, requireGroup } from '../../../services/admin/src/api/request/access.ts';
import { GROUPS } from '../../../services/admin/src/contract/route.ts';
import { ROUTES } from '../../../services/admin/src/contract/routes.ts';
import { attack } from '../attack.ts';

attack('route-above-group', 'a caller of each group asks every route that needs a higher one', () => {
  for (const [have, group] of GROUPS.entries())
    for (const [name, { group: least }] of Object.entries(ROUTES)) {
      if (GROUPS.indexOf(least) <= have) continue;
      const ask = () => requireGroup(callerOf({ sub: '1', 'cognito:groups': `[${group}]` }), least);
      expect({ name, refused: refusal(ask) }).toEqual({ name, refused: 'group-missing' });
    }
});

const refusal = (ask: () => void): string | undefined => {
  try {
    ask();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
