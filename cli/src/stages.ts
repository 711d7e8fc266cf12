import type { StageName } from '@tenantry/api-client/generated/api';
import { usageError } from './exit-code.ts';

/** As a record, so that it holds all stages and no others. */
const ALL: Readonly<Record<StageName, true>> = { account: true, network: true, edge: true, dns: true, pipeline: true, offboard: true };
/** The stages in the order of the saga. */
export const STAGE_NAMES = Object.keys(ALL) as readonly StageName[];

/** @throws CommandError that lists the stages */
export const stageOf = (text: string): StageName => {
  const found = STAGE_NAMES.find((stage) => stage === text);
  if (!found) throw usageError(`there is no stage ${text}`, `the stages are ${STAGE_NAMES.join(', ')}`);
  return found;
};
