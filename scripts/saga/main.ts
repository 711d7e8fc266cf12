import { bringUpToDate } from '../generated-files.ts';
import { sagaFiles } from './files.ts';

bringUpToDate('The saga document and its pictures', await sagaFiles());
