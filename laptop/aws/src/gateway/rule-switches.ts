import { AwsError } from './errors.ts';
import type { Rule } from './types.ts';

/** Rules can be switched off, to see what notices: then AWS is as lenient there as the emulator. */
export interface RuleSwitches {
  readonly isOn: (rule: Rule) => boolean;
  /** @throws AwsError for a name that no rule has */
  readonly set: (name: string, isOn: boolean) => void;
  /** Names of all rules, and whether each is on. */
  readonly all: () => Readonly<Record<string, boolean>>;
}

export const createRuleSwitches = (rules: readonly Rule[]): RuleSwitches => {
  const names = new Set(rules.map(({ name }) => name));
  const off = new Set<string>();
  return {
    isOn: ({ name }) => !off.has(name),
    set: (name, isOn) => {
      if (!names.has(name)) throw new AwsError('NotFound', `The gateway has no rule ${name}`, 404);
      if (isOn) off.delete(name);
      else off.add(name);
    },
    all: () => Object.fromEntries([...names].sort().map((name) => [name, !off.has(name)])),
  };
};
