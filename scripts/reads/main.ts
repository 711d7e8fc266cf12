import { bringUpToDate, type Files } from '../generated-files.ts';
import { readsNow, sourceOf } from './reads.ts';

const files: Files = new Map([['shared/src/aws/generated/reads.ts', sourceOf(await readsNow())]]);

bringUpToDate('The operations that change nothing', files);
