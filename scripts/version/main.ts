import { bringUpToDate } from '../generated-files.ts';
import { versionFiles } from './files.ts';

bringUpToDate('The modules that say the version', versionFiles());
