import * as entry from '@tenantry/events-schema/entry';
import { text } from '@tenantry/events-schema/text';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { z } from 'zod';

/** A schema that has a name in the OpenAPI document and in the client's types. */
export const named = <S extends z.ZodType>(id: string, description: string, schema: S): S => schema.meta({ id, description });

export const time = z.iso.datetime().describe('ISO 8601, UTC.');
export const tenantId = z
  .string()
  .regex(/^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/, 'not a tenant id')
  .describe("The tenant's id, a ULID.");
export const reason = entry.reason.describe('Why, for the audit: 3 to 500 characters on one line.');
/** Of what is not done by mistake. */
export const confirm = text(0, 64).describe("The tenant's slug, typed by a person.");
export const usd = z.number().describe('US dollars.');
export const seconds = z.number().describe('Seconds.');

export const StageNameField = named('StageName', 'A stage of the saga.', z.enum(STAGE_NAMES));
export const TenantState = named(
  'TenantState',
  'Where a tenant is in its life.',
  z.enum(['requested', 'onboarding', 'ready', 'stalled', 'failed', 'offboarding', 'offboarded']),
);
export type TenantState = z.infer<typeof TenantState>;

export const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20).describe('Items on a page, 1 to 100.'),
  cursor: z.string().min(1).max(1024).optional().describe('What the previous page gave.'),
};
export const nextCursor = z.string().optional().describe('For the next page; absent on the last one.');

export const FieldProblem = named(
  'FieldProblem',
  'One thing wrong with a request.',
  z.object({
    field: z.string().describe('JSON Pointer into the body (RFC 6901); `query state`, `header Idempotency-Key` for the rest.'),
    problem: z.string(),
    fix: z.string().describe('What to do.'),
  }),
);
export type FieldProblem = z.infer<typeof FieldProblem>;

export const ProblemDetails = named(
  'ProblemDetails',
  'A refusal or a failure (RFC 9457), as application/problem+json.',
  z.object({
    type: z
      .string()
      .describe('`urn:tenantry:problem:<code>`: stable, for programs. docs/runbook.md#the-api-refuses-a-request says what each means.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What went wrong and what to do, for people.'),
    instance: z.string().describe('`urn:tenantry:request:<id>`, by which the log is found.'),
    errors: z.array(FieldProblem).optional(),
  }),
);

export const Failure = named(
  'Failure',
  'Why a step does not go on.',
  z.object({
    step: z.string(),
    call: z.string().describe('The AWS call that failed, e.g. `EC2 CreateNatGateway`; empty when none did.'),
    code: z.string().describe("AWS's error code, or the name of the error."),
    message: z.string(),
    advice: z.string().describe('What to do about it.'),
  }),
);

export const Accepted = named('Accepted', 'The request was noted and told to the stages.', z.object({ tenantId: z.string() }));
