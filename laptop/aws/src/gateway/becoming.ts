import type { AwsCall, AwsResult } from './call.ts';
import { buildXml, parseXml } from './xml.ts';

/**
 * What a call makes or changes ends in another state than it would. It is known by the value of `id`: a member of the call's answer, or
 * of its parameters. Answers of `in` then show `shows` beside that member.
 */
export interface Becomes {
  readonly id: string;
  readonly in: readonly string[];
  readonly shows: Readonly<Record<string, unknown>>;
}
export interface Becoming {
  /** Notes what the call has made. @param cause names the fault */
  readonly note: (call: AwsCall, result: AwsResult, becomes: Becomes, cause: string) => void;
  /** The cause is gone: things stay what they have become where a call made or changed them, and not where it only described them. */
  readonly endCause: (cause: string) => void;
  /** The answer as it shows what has become of those things. A call that deletes one ends that. */
  readonly shown: (call: AwsCall, result: AwsResult) => AwsResult;
}
interface Become extends Becomes {
  readonly service: string;
  readonly value: string;
  /** The fault, while that thing is only seen so. */
  readonly seenBy?: string;
}

const ENDS = /^(Delete|Release|Terminate)/;

const isXml = ({ body }: AwsResult): boolean => body.subarray(0, 1).toString('latin1') === '<';
const read = (result: AwsResult): unknown => {
  if (result.body.length === 0) return {};
  if (!isXml(result)) return JSON.parse(result.body.toString('utf8'));
  const { '?xml': _declaration, ...document } = parseXml(result.body); // `buildXml` writes one
  return document;
};
const written = (result: AwsResult, document: object): AwsResult => ({
  ...result,
  body: isXml(result) ? buildXml(document) : Buffer.from(JSON.stringify(document)),
});

/** The first text that a member of this name has, at any depth. */
const memberValue = (value: unknown, id: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const own = (value as Readonly<Record<string, unknown>>)[id];
  if (typeof own === 'string' && own !== '') return own;
  for (const inner of Object.values(value)) {
    const found = memberValue(inner, id);
    if (found !== undefined) return found;
  }
  return undefined;
};

const changed = (value: unknown, become: Become): unknown => {
  if (Array.isArray(value)) return value.map((one) => changed(one, become));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, changed(one, become)]));
  return inner[become.id] === become.value ? { ...inner, ...become.shows } : inner;
};

/** Where faults let things become what they should not. */
export const createBecoming = (): Becoming => {
  const all = new Map<string, Become>();
  return {
    note: (call, result, becomes, cause) => {
      const value = memberValue(read(result), becomes.id) ?? memberValue(call.params, becomes.id);
      if (value === undefined) throw new Error(`neither the answer nor the parameters of ${call.operation} have ${becomes.id}`);
      const seenBy = becomes.in.includes(call.operation) ? { seenBy: cause } : {};
      all.set(`${cause} ${value}`, { ...becomes, service: call.service, value, ...seenBy });
    },
    endCause: (cause) => {
      for (const [key, { seenBy }] of all) if (seenBy === cause) all.delete(key);
    },
    shown: (call, result) => {
      if (result.status >= 300) return result;
      const met = [...all].filter(([, { service }]) => service === call.service);
      // Only what is about one of them is written anew: everything else passes as it is.
      const isMeant = ({ in: operations, value }: Become) => operations.includes(call.operation) && result.body.includes(value);
      const meant = met.filter(([, one]) => isMeant(one));
      const ended = met.filter(([, { value }]) => ENDS.test(call.operation) && JSON.stringify(call.params).includes(JSON.stringify(value)));
      for (const [key] of ended) all.delete(key);
      if (meant.length === 0) return result;
      return written(result, meant.reduce((document, [, one]) => changed(document, one), read(result)) as object);
    },
  };
};
