import { bringUpToDate, type Files } from '../generated-files.ts';
import { declaredNow, sourceOf } from './declared.ts';

/** Where everybody reads whom the product lets in. */
export const declaredFiles = async (): Promise<Files> => new Map([['saga/src/generated/declared.ts', sourceOf(await declaredNow())]]);

bringUpToDate('The lists of whom the product lets in', await declaredFiles());
