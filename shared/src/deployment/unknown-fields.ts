type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/**
 * Fields that a tolerant schema passed over, in what a person wrote: `network.cells.0.colour`.
 * @param written before it was parsed
 * @param parsed the same value as the schema has it; defaults may have been added
 */
export const unknownFields = (written: unknown, parsed: unknown): readonly string[] => {
  if (!isObject(written) || !isObject(parsed)) return [];
  return Object.entries(written).flatMap(([name, value]) =>
    name in parsed ? unknownFields(value, parsed[name]).map((field) => `${name}.${field}`) : [name],
  );
};
