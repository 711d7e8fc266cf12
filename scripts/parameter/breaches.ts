import { breaches as schemaBreaches } from '@tenantry/events-schema/compatibility';
import type { JsonSchema } from '@tenantry/events-schema/generate/json-schema';
import { LandingZone } from '@tenantry/shared/deployment/landing-zone';
import { z } from 'zod';

/** What functions read of the landing zone's parameter, as JSON Schema without words about it. */
export const parameterSchema = (): JsonSchema => {
  const { $schema: _, ...schema } = z.toJSONSchema(LandingZone, {
    io: 'input',
    override: ({ jsonSchema }) => {
      delete jsonSchema.description;
    },
  });
  return schema;
};

const NAME = 'landing zone parameter';
const isNewDemand = (reason: string): boolean => reason.startsWith('the field is newly required');

/**
 * What would break functions that run while a newer landing zone is deployed, or after the services were rolled back: they rely on
 * every field that they know. A new field of what the landing zone creates may be required, since it is deployed first; one of the
 * configuration needs a default, or everybody's file would be refused.
 * @returns one line per breach, for a person
 */
export const breaches = (baseline: JsonSchema, current: JsonSchema): readonly string[] =>
  schemaBreaches(new Map([[NAME, baseline]]), new Map([[NAME, current]]))
    .filter(({ path, reason }) => !isNewDemand(reason) || path.startsWith('config.'))
    .map(({ path, reason }) =>
      isNewDemand(reason)
        ? `breaking: ${NAME} ${path}: the field needs a default, or must be optional: no config/<stage>.json has it yet`
        : `breaking: ${NAME} ${path}: ${reason.replace('consumers rely', 'functions that run rely')}. Keep it beside the new one for a release`,
    );
