import type { Attention } from '../contract/attention.ts';
import type { Attention as Kept } from '../model/attention/attention.ts';

/** What the API says of it: without from when and until when it counts. */
export const attentionAnswer = ({ from: _, until: _until, ...said }: Kept): Attention => said;
