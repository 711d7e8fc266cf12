import { bringUpToDate } from '../generated-files.ts';
import { shapeFiles } from './shape.ts';

/** Writes what a shell completes of the command `tenantry` as data, so that a Tab need not load the command. */
bringUpToDate('What shells complete', shapeFiles());
