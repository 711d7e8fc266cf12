import { AwsError } from '../errors.ts';
import type { Rule } from '../types.ts';

/** Bytes of a value, by tier. */
const MOST = { Standard: 4_096, Advanced: 8_192 } as const;

export const ssmRules: readonly Rule[] = [
  {
    name: 'parameter-size',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html',
    service: 'ssm',
    operations: ['PutParameter'],
    before: ({ params }) => {
      const size = Buffer.byteLength(String(params.Value ?? ''));
      const isLarge = params.Tier === 'Advanced' || params.Tier === 'Intelligent-Tiering';
      if (size <= (isLarge ? MOST.Advanced : MOST.Standard)) return undefined;
      const message = isLarge
        ? `Parameter value can't exceed ${MOST.Advanced} characters.`
        : `Standard tier parameters support a maximum parameter value of ${MOST.Standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`;
      throw new AwsError('ValidationException', message);
    },
  },
];
