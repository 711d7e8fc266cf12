import { createHash } from 'node:crypto';
import { type AnyStage, stepsOf } from './stage.ts';

/**
 * What a stage makes for every tenant, as a short name: it changes with the stage's steps and their revisions. The stage writes it into the
 * events that it publishes; a tenant whose last such event has another one is behind, and a replay brings it to this one (docs/versions.md).
 * @returns 8 hexadecimal digits
 */
export const baselineOf = (stage: AnyStage): string => {
  const steps = stepsOf(stage).map(({ name, facts }) => `${name}@${facts.revision}`);
  return createHash('sha256').update(steps.join('\n')).digest('hex').slice(0, 8);
};
