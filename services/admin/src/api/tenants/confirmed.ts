import { fieldsProblem } from '../../problem/problem.ts';

/**
 * What cannot be undone needs the tenant's slug typed.
 * @throws Problem 409 that says which
 */
export const requireConfirmed = (typed: string | undefined, slug: string, tenantId: string): void => {
  if (typed === slug) return;
  throw fieldsProblem(409, 'not-confirmed', [
    {
      field: '/confirm',
      problem: `not the slug of tenant ${tenantId}`,
      fix: `Type its slug, ${slug}, to confirm that this is the tenant you mean.`,
    },
  ]);
};
