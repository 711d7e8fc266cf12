import { AwsError } from '../../errors.ts';

/** EC2's flat form fields. */
export type Input = Readonly<Record<string, unknown>>;

/** One form field; empty where it is absent. */
export const field = (input: Input, name: string): string => {
  const value = input[name];
  return typeof value === 'string' ? value : '';
};

export const required = (input: Input, name: string): string => {
  const value = field(input, name);
  if (value === '') throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  return value;
};

/** The members of a list: `VpcId.1`, `VpcId.2`, … */
export const members = (input: Input, name: string): string[] => {
  const found: string[] = [];
  for (let index = 1; typeof input[`${name}.${index}`] === 'string'; index += 1) found.push(field(input, `${name}.${index}`));
  return found;
};

export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** The filters of a Describe call: `Filter.1.Name`, `Filter.1.Value.1`, … */
export const filters = (input: Input): Filter[] => {
  const found: Filter[] = [];
  for (let index = 1; typeof input[`Filter.${index}.Name`] === 'string'; index += 1) {
    found.push({ name: field(input, `Filter.${index}.Name`), values: members(input, `Filter.${index}.Value`) });
  }
  return found;
};
