import { STAGE_NAMES, type StageName } from '@tenantry/saga/stages';
import { usageError } from './exit-code.ts';

/** @throws CommandError that lists the stages */
export const stageOf = (text: string): StageName => {
  const found = STAGE_NAMES.find((stage) => stage === text);
  if (!found) throw usageError(`there is no stage ${text}`, `the stages are ${STAGE_NAMES.join(', ')}`);
  return found;
};
