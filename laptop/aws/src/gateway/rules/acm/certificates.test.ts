import { expect, test } from '@jest/globals';
import { createClock } from '../../../clock.ts';
import { states } from '../../../states.ts';
import type { AwsCall } from '../../call.ts';
import { jsonResult } from '../../errors.ts';
import type { GatewayContext } from '../../types.ts';
import { jsonOutput } from '../json-answer.ts';
import { acmRules } from './certificates.ts';

const ARN = 'arn:aws:acm:us-east-1:100000000009:certificate/1';

test('an answer is of one moment: no certificate that has failed shows its record as pending, wherever the clock stands', async () => {
  const describe = acmRules.find(({ name }) => name === 'certificate-validation');
  const call = { params: { CertificateArn: ARN }, caller: { accountId: '100000000009' } } as unknown as AwsCall;
  for (let reads = 0; reads < 6; reads++) {
    // The record becomes visible between the clock's n-th reading of the answer and the next.
    let read = 0;
    const clock = createClock(1, () => (read++ < reads ? 0 : states.certificateRecord.awsSeconds * 1000));
    const saved = { [ARN]: { arn: ARN, accountId: '100000000009', names: ['a.example'], requestedAt: 0, failureReason: 'OTHER' } };
    const context = { clock, state: () => saved, emulator: async () => ({ status: 200, output: {} }) } as unknown as GatewayContext;
    const answered = await describe?.after?.(call, jsonResult({ Certificate: {} }), context);
    const { Certificate } = jsonOutput(answered ?? jsonResult({})) as {
      Certificate: { Status: string; DomainValidationOptions: [{ ResourceRecord?: object }] };
    };
    if (Certificate.DomainValidationOptions[0].ResourceRecord) expect(Certificate.Status).toBe('FAILED');
    else expect(['PENDING_VALIDATION', 'FAILED']).toContain(Certificate.Status);
  }
});
