/** What a request has wrong by the API model. */
export interface Violation {
  /** Where, as AWS's messages have it: `tags.1.member.key`. */
  readonly at: string;
  readonly kind: 'required' | 'type' | 'enum' | 'pattern' | 'minLength' | 'maxLength' | 'min' | 'max';
  /** In AWS's words: `Member must have length less than or equal to 64`. */
  readonly constraint: string;
  /** What stands there, as AWS shows it; undefined for a sensitive member. Never for a journal. */
  readonly value: string | undefined;
  /** The shape of the value. */
  readonly shape: string;
  /** Where a REST call has the member; undefined for the body and for calls that are no REST. */
  readonly location?: string;
}

/** `TableName` → `tableName`: Coral names members so. */
const decapitalized = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The way to a value: its last part, and the way to what holds it. Written out only when something is wrong. */
export interface Place {
  readonly within: Place | undefined;
  readonly part: string;
}

export const memberOf = (within: Place | undefined, name: string): Place => ({ within, part: name });
/** Elements of lists are counted from 1; those of maps have their keys. */
export const elementOf = (within: Place, key: number | string): Place => ({ within: { within, part: String(key) }, part: 'member' });

export const pathTo = ({ within, part }: Place): string =>
  within === undefined ? decapitalized(part) : `${pathTo(within)}.${decapitalized(part)}`;

/** A value as Java prints it: `[a, b]` for a list. What a structure or a map holds is left out: it may be a secret. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return 'null';
  if (Buffer.isBuffer(value)) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'object' ? '{...}' : String(value);
};

/**
 * The words of Coral, with which AWS's services are built: `2 validation errors detected: Value '' at 'description' failed to satisfy
 * constraint: Member must have length greater than or equal to 1; Value …` (https://github.com/KensioSoftware/yulin/issues/1058, of WAF).
 */
export const detected = (violations: readonly Violation[], hide = false): string => {
  const lines = violations.map(({ at, constraint, value, kind }) => {
    const shown = value === undefined || hide ? 'Value' : kind === 'required' ? 'Value null' : `Value '${value}'`;
    return `${shown} at '${at}' failed to satisfy constraint: ${constraint}`;
  });
  return `${lines.length} validation error${lines.length === 1 ? '' : 's'} detected: ${lines.join('; ')}`;
};
