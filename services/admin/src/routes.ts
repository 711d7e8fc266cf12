/** The API's routes, each with the group that may use it; a group may do what those before it may. */
export const GROUPS = ['viewer', 'operator', 'admin'] as const;
export type Group = (typeof GROUPS)[number];

export const ROUTES = {
  'POST /tenants': 'admin',
  'GET /tenants': 'viewer',
  'GET /tenants/{id}': 'viewer',
  'PATCH /tenants/{id}/variables': 'operator',
  'POST /tenants/{id}/retry': 'operator',
} as const satisfies Readonly<Record<string, Group>>;
export type Route = keyof typeof ROUTES;
