import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Exception } from './finding.ts';

const why = { reason: z.string().min(10), source: z.string().min(10) };
const CHANGES = ['create', 'update', 'delete'] as const;
const Entry = z.union([
  z.strictObject({
    judge: z.enum(['cfn-lint', 'checkov', 'cloudsplaining', 'jactionlint', 'service-authorization', 'supply-chain']),
    rule: z.string(),
    of: z.string(),
    ...why,
  }),
  z.strictObject({
    judge: z.literal('handlers'),
    type: z.string(),
    lacks: z.array(z.string()).min(1),
    /** Where the reason is not one for all: what the handler does, and logical ids of the roles that it acts for. */
    operations: z
      .array(z.enum(CHANGES))
      .min(1)
      .default([...CHANGES]),
    callers: z.array(z.string()).min(1).optional(),
    ...why,
  }),
  z.strictObject({ judge: z.literal('least-privilege'), roles: z.string(), actions: z.array(z.string()).min(1), ...why }),
]);
const entriesOf = (text: string): readonly z.infer<typeof Entry>[] => z.array(Entry).parse(parse(text));

/** Actions that a role has although no kept request and no handler of CloudFormation needs them. */
export interface Unasked {
  /** Keys of roles: `tenant/tenantry-dev-edge`. */
  readonly roles: RegExp;
  readonly actions: readonly string[];
  /** Who asks for it, and when. */
  readonly reason: string;
  readonly source: string;
}

/**
 * Findings that `exceptions.yml` accepts. Permissions of handlers become an exception each, so that none outlives its need; none is accepted for
 * reading, which CloudFormation does whatever the template uses.
 * @throws ZodError that names the entry
 */
export const exceptionsOf = (text: string): readonly Exception[] =>
  entriesOf(text).flatMap((entry): readonly Exception[] => {
    const { reason, source } = entry;
    if (entry.judge === 'least-privilege') return [];
    if (entry.judge !== 'handlers') return [{ judge: entry.judge, rule: entry.rule, of: new RegExp(entry.of), reason, source }];
    return entry.lacks.map((action) => {
      const [operations, callers] = [entry.operations.join('|'), entry.callers?.join('|') ?? '\\w+'];
      const of = new RegExp(` ${entry.type}: (${operations}): (${callers}) lacks ${action.replaceAll('.', '\\.')}$`);
      return { judge: 'handlers', rule: 'permission', of, reason, source };
    });
  });

/**
 * What `exceptions.yml` excuses in the look at least privilege.
 * @throws ZodError that names the entry
 */
const unaskedOf = (text: string): readonly Unasked[] =>
  entriesOf(text).flatMap((entry) => (entry.judge === 'least-privilege' ? [{ ...entry, roles: new RegExp(entry.roles) }] : []));

const written = readFileSync(new URL('exceptions.yml', import.meta.url), 'utf8');
export const exceptions = exceptionsOf(written);
export const unasked = unaskedOf(written);
