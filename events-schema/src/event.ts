import { z } from 'zod';

/** What every event's detail carries. `eventId` is deterministic: the same work published again has the same id. */
export const envelope = z.object({
  tenantId: z.ulid().describe('Identifies the tenant for ever; never reused.'),
  eventId: z.string().min(1).max(200).describe('`tenant/stage/event/generation`: a republication has the same id.'),
  causedBy: z.string().describe('Id of the event that led to this one; empty for a first cause.'),
  at: z.iso.datetime().describe('When it became true, UTC.'),
  traceId: z
    .string()
    .regex(
      /^1-[0-9a-f]{8}-[0-9a-f]{24}$/,
      "an X-Ray trace id: 1-, the time in 8 and a number in 24 hexadecimal digits, e.g. '1-6924…-4f1d…'",
    )
    .optional()
    .describe('X-Ray trace of the work that published it, where one was kept.'),
  baseline: z
    .string()
    .regex(/^[0-9a-f]{8}$/, "the baseline of a stage, 8 hexadecimal digits, e.g. '1f0c93ab'")
    .optional()
    .describe('Of the stage that published it: which steps, in which revision, have verified the tenant.'),
});
export type Envelope = z.infer<typeof envelope>;

/** The same of an event that belongs to no tenant but to the deployment: a release was made. No stage hears one. */
export const deploymentEnvelope = envelope
  .omit({ tenantId: true, baseline: true })
  .extend({ eventId: envelope.shape.eventId.describe('`deployment/event/what`: a republication has the same id.') });
export type DeploymentEnvelope = z.infer<typeof deploymentEnvelope>;

interface Definition<Name extends string, Detail extends object> {
  readonly source: string;
  /** The field that names who publishes it, where several services do: each has a source of its own, `<source>.<publisher>`. */
  readonly publisher?: string;
  readonly name: Name;
  readonly summary: string;
  /** Parses a detail and strips what the event does not define. Throws a ZodError that names the field. */
  readonly detail: z.ZodType<Detail> & z.ZodObject;
  /** For an EventBridge rule that hears exactly this event. */
  readonly pattern: { readonly source: readonly (string | { readonly prefix: string })[]; readonly 'detail-type': readonly [Name] };
}

/** A fact of a tenant on the bus, defined once: the type, the parser, the rule pattern and the JSON Schema derive from it. */
export interface EventDefinition<Name extends string = string, Detail extends object = object> extends Definition<Name, Envelope & Detail> {
  readonly of: 'tenant';
}

/** A fact of the whole deployment. */
export interface DeploymentEventDefinition<Name extends string = string, Detail extends object = object>
  extends Definition<Name, DeploymentEnvelope & Detail> {
  readonly of: 'deployment';
}

export type AnyEventDefinition = EventDefinition | DeploymentEventDefinition;

/** The detail of an event, envelope included. */
export type DetailOf<E> =
  E extends EventDefinition<string, infer Detail>
    ? Envelope & Detail
    : E extends DeploymentEventDefinition<string, infer Detail>
      ? DeploymentEnvelope & Detail
      : never;

/** zod infers `Record<string, never>` for no fields at all, which would turn the envelope's into `never`. */
type FieldsOf<Shape extends z.ZodRawShape> = keyof Shape extends never ? Record<never, never> : z.infer<z.ZodObject<Shape>>;

/**
 * Defines an event of a tenant.
 * @param source the publishing service, `tenantry.<service>`
 * @param name noun + outcome in the past tense: `NetworkPeered`
 * @param publisher where several services publish it: the field that says which
 */
export const defineEvent = <const Name extends string, const Shape extends z.ZodRawShape>(
  source: string,
  name: Name,
  summary: string,
  shape: Shape,
  publisher?: keyof Shape & string,
): EventDefinition<Name, FieldsOf<Shape>> => ({
  of: 'tenant',
  source,
  ...(publisher === undefined ? {} : { publisher }),
  name,
  summary,
  detail: envelope.extend(shape) as unknown as EventDefinition<Name, FieldsOf<Shape>>['detail'],
  pattern: { source: publisher === undefined ? [source] : [source, { prefix: `${source}.` }], 'detail-type': [name] },
});

/** Defines an event of the deployment; otherwise as `defineEvent`. */
export const defineDeploymentEvent = <const Name extends string, const Shape extends z.ZodRawShape>(
  source: string,
  name: Name,
  summary: string,
  shape: Shape,
): DeploymentEventDefinition<Name, FieldsOf<Shape>> => ({
  of: 'deployment',
  source,
  name,
  summary,
  detail: deploymentEnvelope.extend(shape) as unknown as DeploymentEventDefinition<Name, FieldsOf<Shape>>['detail'],
  pattern: { source: [source], 'detail-type': [name] },
});
