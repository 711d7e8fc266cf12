import { allTenants } from '../../table/tenants.ts';
import type { Handler } from '../request/call.ts';
import { overviewOf } from './overview.ts';

export const getOverview: Handler<'GET /overview'> = async () => ({ answer: overviewOf(await allTenants(), Date.now()) });
