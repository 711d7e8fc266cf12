import type { AwsCall } from '../call.ts';
import { AwsError } from '../errors.ts';

/** The account and Region that a regional resource lives in. */
export interface Scope {
  readonly accountId: string;
  readonly region: string;
}

export const scopeOf = (call: AwsCall): Scope => ({ accountId: call.caller.accountId, region: call.region });

/** The key of a named regional resource in a service's state. */
export const scopedKey = ({ accountId, region }: Scope, name: string): string => `${accountId}/${region}/${name}`;

/** The values of a state's record that live in `scope`, in the order in which they were created. */
export const inScope = <T>(record: Readonly<Record<string, T>>, scope: Scope): T[] => {
  const prefix = scopedKey(scope, '');
  return Object.entries(record).flatMap(([key, value]) => (key.startsWith(prefix) ? [value] : []));
};

export const arnOf = (scope: Scope, service: string, resource: string): string =>
  `arn:aws:${service}:${scope.region}:${scope.accountId}:${resource}`;

/** A member that the API model requires; throws `code` with the field's name when the request lacks it. */
export const required = <T>(value: T | undefined | null, field: string, code = 'ValidationException'): T => {
  if (value !== undefined && value !== null && value !== '') return value;
  throw new AwsError(code, `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must not be null`);
};
