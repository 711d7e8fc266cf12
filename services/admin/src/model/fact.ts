/** An event as it is kept. */
export interface Fact {
  readonly name: string;
  /** Republications of the same work have the same id. */
  readonly eventId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly causedBy: string;
  /** X-Ray trace of the work that published it, where there is one. */
  readonly traceId?: string;
  /** Of the stage that published it. */
  readonly baseline?: string;
  /** Without the envelope. */
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Enveloped {
  readonly tenantId: string;
  readonly eventId: string;
  readonly at: string;
  readonly causedBy: string;
  readonly traceId?: string | undefined;
  readonly baseline?: string | undefined;
}
/** The fact in an event's detail, which its schema has parsed. */
export const factOf = (name: string, parsed: Enveloped): Fact => {
  const { tenantId: _, eventId, at, causedBy, traceId, baseline, ...detail } = parsed;
  return { name, eventId, at, causedBy, ...(traceId ? { traceId } : {}), ...(baseline ? { baseline } : {}), detail };
};

/** Within one millisecond a step starts before it ends, and both come before the event with which its stage ends. */
const ORDER = ['started', 'retrying', 'waiting', 'done', 'StageStalled', 'StageFailed'];
const rank = ({ name, detail }: Fact): number => {
  const at = ORDER.indexOf(name === 'StageProgressed' ? String(detail.state) : name);
  return at < 0 ? ORDER.length : at;
};
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A total order of facts, the same in every process. */
export const compareFacts = (a: Fact, b: Fact): number =>
  compare(a.at, b.at) || rank(a) - rank(b) || compare(a.eventId, b.eventId) || compare(a.name, b.name);
