import type { Service } from '../types.ts';

/** The services that the gateway answers itself. */
export const services: readonly Service[] = [];
