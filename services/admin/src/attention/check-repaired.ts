import { DriftCheckRequested } from '@tenantry/events-schema/drift';
import { publish } from '@tenantry/shared/function/publish';
import { checksAfterRepair } from '../model/drift.ts';
import type { Fact } from '../model/fact.ts';
import type { TenantHistory } from '../model/history.ts';

/** Has stages look again that had found differences and have verified all of it since. @param heard what was heard now */
export const checkRepaired = async (history: TenantHistory, heard: readonly Fact[]): Promise<void> => {
  for (const check of checksAfterRepair(history, heard, Date.now())) await publish(DriftCheckRequested.name, check);
};
