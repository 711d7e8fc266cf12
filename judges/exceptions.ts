import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Exception } from './finding.ts';

const why = { reason: z.string().min(10), source: z.string().min(10) };
const Entry = z.union([
  z.strictObject({
    judge: z.enum(['cfn-lint', 'checkov', 'cloudsplaining', 'service-authorization']),
    rule: z.string(),
    of: z.string(),
    ...why,
  }),
  z.strictObject({ judge: z.literal('handlers'), type: z.string(), lacks: z.array(z.string()).min(1), ...why }),
]);

/**
 * What `exceptions.yml` says. Permissions of handlers become an exception each, so that none outlives its need; none is accepted for
 * reading, which CloudFormation does whatever the template uses.
 * @throws ZodError that names the entry
 */
export const exceptionsOf = (text: string): readonly Exception[] =>
  z
    .array(Entry)
    .parse(parse(text))
    .flatMap((entry): readonly Exception[] => {
      const { reason, source } = entry;
      if (entry.judge !== 'handlers') return [{ judge: entry.judge, rule: entry.rule, of: new RegExp(entry.of), reason, source }];
      return entry.lacks.map((action) => {
        const of = new RegExp(` ${entry.type}: (create|update|delete): \\w+ lacks ${action.replaceAll('.', '\\.')}$`);
        return { judge: 'handlers', rule: 'permission', of, reason, source };
      });
    });

export const exceptions = exceptionsOf(readFileSync(new URL('exceptions.yml', import.meta.url), 'utf8'));
