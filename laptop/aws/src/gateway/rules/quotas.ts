import type { GatewayContext } from '../types.ts';
import { freshQuotas, type QuotaName, type Quotas } from './limits.ts';

/** The quotas of this AWS. A test or a demo may change them: they are saved with the gateway's state. */
export const quotas = ({ state, world }: Pick<GatewayContext, 'state' | 'world'>): Quotas => {
  const initial = { ...freshQuotas(), ...world.quotas };
  const saved = state<Quotas>('quotas', () => ({ ...initial }));
  // A state that was saved before a limit was known.
  for (const [name, value] of Object.entries(initial)) saved[name as QuotaName] ??= value;
  return saved;
};
