/** Where names come from that only the API or the configuration knows. */
export interface Names {
  readonly tenants: () => Promise<readonly string[]>;
  readonly plans: () => Promise<readonly string[]>;
  readonly profiles: () => Promise<readonly string[]>;
}
/** What may stand somewhere: these words, or names that somebody else knows. */
export type Values = readonly string[] | { readonly of: keyof Names };
/** A command as far as a shell completes it. As data, so that a Tab need not load the command itself. */
export interface Shape {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  /** The first flag is the long one. */
  readonly options: readonly { readonly flags: readonly string[]; readonly description: string; readonly takes?: Values }[];
  readonly arguments: readonly { readonly values: Values; readonly isVariadic?: boolean }[];
  readonly commands: readonly Shape[];
}
/** What may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}
type Option = Shape['options'][number];

/** @param words what stands on the line after `tenantry`; the last is the one at the cursor and may be empty */
export const complete = async (program: Shape, words: readonly string[], names: Names): Promise<readonly Candidate[]> => {
  const typed = words.at(-1) ?? '';
  const { command, before } = commandAt(program, words.slice(0, -1));
  const candidates = await candidatesOf(command, before, typed, names);
  return candidates.filter(({ value }) => value.startsWith(typed));
};

/** As shells read them. */
export const candidateLines = (found: readonly Candidate[]): string =>
  found.map(({ value, description }) => `${value}\t${description}\n`).join('');

const optionAt = ({ options }: Shape, word: string | undefined): Option | undefined =>
  options.find(({ flags }) => word !== undefined && flags.includes(word));

/** The command that the words lead to, and the words after its name. */
const commandAt = (program: Shape, words: readonly string[]): { readonly command: Shape; readonly before: readonly string[] } => {
  let command = program;
  let from = 0;
  for (const [i, word] of words.entries()) {
    const next = command.commands.find((one) => one.name === word || one.aliases.includes(word));
    if (next && !optionAt(command, words[i - 1])?.takes) {
      command = next;
      from = i + 1;
    }
  }
  return { command, before: words.slice(from) };
};

const candidatesOf = async (command: Shape, before: readonly string[], typed: string, names: Names): Promise<readonly Candidate[]> => {
  const option = optionAt(command, before.at(-1));
  if (option?.takes) return valuesOf(option.takes, names);
  if (typed.startsWith('-')) return command.options.map(({ flags: [value = ''], description }) => ({ value, description }));
  if (command.commands.length > 0) return command.commands.map(({ name: value, description }) => ({ value, description }));
  const argument = argumentAt(command, before);
  return argument ? valuesOf(argument.values, names) : [];
};

const argumentAt = (command: Shape, before: readonly string[]): Shape['arguments'][number] | undefined => {
  const position = before.filter((word, i) => !word.startsWith('-') && !optionAt(command, before[i - 1])?.takes).length;
  const last = command.arguments.at(-1);
  return command.arguments[position] ?? (last?.isVariadic ? last : undefined);
};

const valuesOf = async (values: Values, names: Names): Promise<readonly Candidate[]> => {
  const found = 'of' in values ? await names[values.of]() : values;
  return found.map((value) => ({ value, description: '' }));
};
