import { STAGE_NAMES } from '@tenantry/saga/stages';
import type { Argument, Command, Option } from 'commander';

/** Where names come from that only the API or the configuration knows. */
export interface Names {
  readonly tenants: () => Promise<readonly string[]>;
  readonly plans: () => Promise<readonly string[]>;
  readonly profiles: () => Promise<readonly string[]>;
}
/** What may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}
const plain = (values: readonly string[]): readonly Candidate[] => values.map((value) => ({ value, description: '' }));

/** @param words what stands on the line after `tenantry`; the last is the one at the cursor and may be empty */
export const complete = async (program: Command, words: readonly string[], names: Names): Promise<readonly Candidate[]> => {
  const typed = words.at(-1) ?? '';
  const { command, before } = commandAt(program, words.slice(0, -1));
  const candidates = await candidatesOf(command, before, typed, names);
  return candidates.filter(({ value }) => value.startsWith(typed));
};

const optionAt = (command: Command, word: string | undefined): Option | undefined =>
  command.options.find((option) => word !== undefined && (option.long === word || option.short === word));
const takesValue = (option: Option | undefined): boolean => Boolean(option?.required || option?.optional);

/** The command that the words lead to, and the words after its name. */
const commandAt = (program: Command, words: readonly string[]): { readonly command: Command; readonly before: readonly string[] } => {
  let command = program;
  let from = 0;
  for (const [i, word] of words.entries()) {
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next && !takesValue(optionAt(command, words[i - 1]))) {
      command = next;
      from = i + 1;
    }
  }
  return { command, before: words.slice(from) };
};

const candidatesOf = async (command: Command, before: readonly string[], typed: string, names: Names): Promise<readonly Candidate[]> => {
  const option = optionAt(command, before.at(-1));
  if (option && takesValue(option)) return valuesOf(option, names);
  if (typed.startsWith('-')) return command.options.filter(({ hidden, long }) => !hidden && long).map(optionCandidate);
  if (command.commands.length > 0) {
    return command.commands
      .filter((one) => !one.name().startsWith('__'))
      .map((one) => ({ value: one.name(), description: one.description() }));
  }
  const argument = argumentAt(command, before);
  return argument ? argumentValues(argument, names) : [];
};

const optionCandidate = ({ long, description }: Option): Candidate => ({ value: long ?? '', description });

const argumentAt = ({ registeredArguments, options }: Command, before: readonly string[]): Argument | undefined => {
  const position = before.filter(
    (word, i) => !word.startsWith('-') && !takesValue(options.find(({ long, short }) => [long, short].includes(before[i - 1]))),
  ).length;
  const last = registeredArguments.at(-1);
  return registeredArguments[position] ?? (last?.variadic ? last : undefined);
};

const valuesOf = async ({ argChoices, long }: Option, names: Names): Promise<readonly Candidate[]> => {
  if (argChoices) return plain(argChoices);
  if (long === '--tenant') return plain(await names.tenants());
  if (long === '--plan') return plain(await names.plans());
  if (long === '--stage') return plain(STAGE_NAMES);
  if (long === '--profile') return plain(await names.profiles());
  return [];
};

const argumentValues = async (argument: Argument, names: Names): Promise<readonly Candidate[]> => {
  if (argument.argChoices) return plain(argument.argChoices);
  const name = argument.name();
  if (name === 'tenant' || name === 'tenants') return plain(await names.tenants());
  return name === 'stages' ? plain(STAGE_NAMES) : [];
};
