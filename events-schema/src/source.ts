import type { AnyEventDefinition } from './event.ts';

type Sourced = Pick<AnyEventDefinition, 'source' | 'name' | 'publisher' | 'pattern'>;

/** The source with which an event is published: the publisher's, which IAM holds it to. */
export const sourceOf = ({ source, publisher }: Sourced, detail: Readonly<Record<string, unknown>>): string =>
  publisher === undefined ? source : `${source}.${String(detail[publisher])}`;

/**
 * Whether an event of this source may say what its detail says. Before each publisher had a source, all had the event's own: the archive
 * and dead letters still hold such events, and nobody may publish one any more.
 */
export const isSourceOf = (event: Sourced, detail: Readonly<Record<string, unknown>>, source: unknown): boolean =>
  source === event.source || source === sourceOf(event, detail);

/**
 * For an EventBridge rule that hears exactly these events: pairs of source and name, since lists of both would match crosswise
 * (EventBridge user guide, "Event patterns", `$or`).
 */
export const patternOf = (events: readonly Sourced[]): object => {
  const sources = [...new Set(events.map(({ pattern }) => JSON.stringify(pattern.source)))];
  const pairs = sources.map((source) => ({
    source: JSON.parse(source) as AnyEventDefinition['pattern']['source'],
    'detail-type': events.filter(({ pattern }) => JSON.stringify(pattern.source) === source).map(({ name }) => name),
  }));
  return pairs.length === 1 ? (pairs[0] ?? {}) : { $or: pairs };
};
