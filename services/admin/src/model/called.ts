import type { TenantHistory } from './history.ts';
import { requestOf } from './view.ts';

/** What people call it, in what they read: its slug, which is kept of a tenant that is gone; its id where nobody requested it. */
export const calledOf = (history: TenantHistory): string => requestOf(history)?.slug || history.tenantId;
