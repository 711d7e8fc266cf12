import { drifted } from './drifted.ts';
import type { Source } from './found.ts';
import { quiet } from './quiet.ts';
import { rolledBack } from './rolled-back.ts';
import { stalled } from './stalled.ts';
import { unwell } from './unwell.ts';

/** All that finds attention: a new kind is one file and one line here. */
export const SOURCES: readonly Source[] = [stalled, unwell, rolledBack, quiet, drifted];
