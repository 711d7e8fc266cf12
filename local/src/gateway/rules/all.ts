import type { Rule } from '../types.ts';

/** Every rule of the gateway, in the order in which `before` runs. */
export const rules: readonly Rule[] = [];
