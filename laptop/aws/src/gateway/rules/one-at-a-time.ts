import type { AwsCall } from '../call.ts';
import type { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';

/**
 * For a thing that AWS changes one step at a time: refuses a change while another one of it is on its way through the same gateway. The
 * rule sends the call on itself, so it is the last of its service.
 * @param thing what the call changes; empty for a call that changes nothing such
 */
export const oneAtATime = (thing: (call: AwsCall) => string, refusal: () => AwsError): NonNullable<Rule['before']> => {
  const busy = new Set<string>();
  return async (call, context) => {
    const name = thing(call);
    if (name === '') return undefined;
    const key = `${context.url} ${name}`;
    if (busy.has(key)) throw refusal();
    busy.add(key);
    try {
      return await context.forward(call);
    } finally {
      busy.delete(key);
    }
  };
};
