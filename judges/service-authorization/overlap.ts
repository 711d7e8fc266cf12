/** One position of a pattern: a fixed character, or any of a class; `repeats` where it may also be missing or occur again. */
interface Position {
  readonly is: (character: string) => boolean;
  /** The only character that it can be; undefined for a class. */
  readonly literal?: string;
  readonly repeats: boolean;
}
const literal = (character: string): Position => ({ literal: character, is: (other) => other === character, repeats: false });
const anything: Position = { is: () => true, repeats: true };

/** A resource as a policy names it: `*` is any text, `?` any character (IAM User Guide, "Resource"). */
const ofPolicy = (resource: string): readonly Position[] =>
  [...resource].map((character) =>
    character === '*' ? anything : character === '?' ? { ...anything, repeats: false } : literal(character),
  );

/** An ARN as the Service Authorization Reference prints it: a `${Placeholder}` is one or more characters of one part of the ARN. */
const ofReference = (arn: string): readonly Position[] =>
  arn.split(/(\$\{\w+\})/).flatMap((part) => {
    if (!part.startsWith('${')) return [...part].map(literal);
    // Names hold slashes, but buckets' do not: with one, it is an object's ARN.
    const excluded = part === '${BucketName}' ? ':/' : ':';
    const is = (character: string): boolean => !excluded.includes(character);
    return [
      { is, repeats: false },
      { is, repeats: true },
    ];
  });

/** Stands for every character that no pattern spells out. */
const OTHER = '\u0000';
/** Whether one character can stand at both positions. */
const agree = (a: Position, b: Position): boolean => {
  const candidates = a.literal ?? b.literal;
  return candidates === undefined ? a.is(OTHER) && b.is(OTHER) : a.is(candidates) && b.is(candidates);
};

/** Whether some ARN fits both a policy's resource and one of the reference's ARNs (separated by commas where a type has several). */
export const overlaps = (resource: string, reference: string): boolean =>
  reference.split(/,\s*/).some((arn) => meet(ofPolicy(resource), ofReference(arn)));

/** Walks both patterns at once over all texts that both allow. */
const meet = (left: readonly Position[], right: readonly Position[]): boolean => {
  const seen = new Set<number>();
  const open: [number, number][] = [[0, 0]];
  for (let at = open.pop(); at; at = open.pop()) {
    const [i, j] = at;
    const [a, b] = [left[i], right[j]];
    if (!a && !b) return true;
    const key = i * (right.length + 1) + j;
    if (seen.has(key)) continue;
    seen.add(key);
    if (a?.repeats) open.push([i + 1, j]);
    if (b?.repeats) open.push([i, j + 1]);
    if (a && b && agree(a, b)) open.push([a.repeats ? i : i + 1, b.repeats ? j : j + 1]);
  }
  return false;
};
