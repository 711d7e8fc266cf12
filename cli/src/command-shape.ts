import { STAGE_NAMES } from '@tenantry/saga/stages';
import type { Argument, Command, Option } from 'commander';
import type { Shape, Values } from './completion.ts';

const NAMES: Readonly<Record<string, Values>> = {
  '--tenant': { of: 'tenants' },
  '--again': { of: 'tenants' },
  '--plan': { of: 'plans' },
  '--profile': { of: 'profiles' },
  '--stage': STAGE_NAMES,
};
const ARGUMENTS: Readonly<Record<string, Values>> = { tenant: { of: 'tenants' }, tenants: { of: 'tenants' }, stages: STAGE_NAMES };

const optionShape = ({ long, short, description, required, optional, argChoices }: Option): Shape['options'][number] => {
  const values = argChoices ?? NAMES[long ?? ''];
  return {
    flags: [long, short].filter((flag) => flag !== undefined),
    description,
    ...(required || optional ? { takes: values ?? [] } : {}),
  };
};
const argumentShape = (argument: Argument): Shape['arguments'][number] => ({
  values: argument.argChoices ?? ARGUMENTS[argument.name()] ?? [],
  ...(argument.variadic ? { isVariadic: true } : {}),
});

/** What a shell completes of the command, as data: without what asks it, and hidden options. */
export const shapeOf = (command: Command): Shape => ({
  name: command.name(),
  aliases: command.aliases(),
  description: command.description(),
  options: command.options.filter(({ hidden, long }) => !hidden && long).map(optionShape),
  arguments: command.registeredArguments.map(argumentShape),
  commands: command.commands.filter((one) => !one.name().startsWith('__')).map(shapeOf),
});
