/** Repositories of the tenant's application, in the order in which a release builds them. */
export const REPOSITORIES = ['database', 'api', 'ui'] as const;
export type Repository = (typeof REPOSITORIES)[number];
