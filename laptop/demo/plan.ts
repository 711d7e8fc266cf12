import { askApi } from './api.ts';
import { DemoFailure, type NewTenant } from './onboarding.ts';
import type { SuperAdmin } from './super-admin.ts';

/** As much of the plan as the demo reads. */
interface Plan {
  readonly possible: boolean;
  readonly refusals: readonly { readonly reason: string; readonly fix: string }[];
  readonly problems: readonly { readonly field: string; readonly problem: string; readonly fix: string }[];
}

/**
 * Asks the plan before anything is requested: whether quotas have room for all tenants.
 * @throws DemoFailure with each reason and what to do
 */
export const requireRoom = async (admin: SuperAdmin, [first, ...others]: readonly NewTenant[]): Promise<void> => {
  const answer = await askApi(`${admin.apiUrl}/plan`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await admin.token()}` },
    body: { ...first, tenants: 1 + others.length },
  });
  if (answer.status !== 200) throw new DemoFailure(`POST /plan answered ${answer.status}: ${answer.text}`);
  const { possible, refusals, problems } = JSON.parse(answer.text) as Plan;
  if (possible) return;
  const lines = [
    ...refusals.map(({ reason, fix }) => `${reason}\n  what to do: ${fix}`),
    ...problems.map(({ field, problem, fix }) => `${field}: ${problem}\n  what to do: ${fix}`),
  ];
  throw new DemoFailure(`POST /plan: not possible, and nothing was created\n${lines.join('\n')}`);
};
