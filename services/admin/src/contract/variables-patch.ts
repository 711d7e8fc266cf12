import * as entry from '@tenantry/events-schema/entry';
import { text } from '@tenantry/events-schema/text';
import { z } from 'zod';
import { named } from './fields.ts';

export const VariablesPatch = named(
  'VariablesPatch',
  'A merge patch (RFC 7396).',
  z
    .record(z.string(), text(0, 512).nullable())
    .describe(`{"APP_NAME": "text"}, with null to remove a variable: ${entry.variableForm}. At most 512 characters on one line each.`),
);
