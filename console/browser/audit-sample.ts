import type { AuditLine } from '@tenantry/api-client/generated/api';
import { before, MERCY, mutable } from '../../cli/src/testing/samples.ts';

export const audit = (more: Partial<AuditLine> = {}) =>
  mutable<AuditLine>({
    id: 'line-1',
    at: before(60),
    by: 'super.admin@app.example',
    subject: '1',
    action: 'POST /tenants/{id}/retry',
    tenantId: MERCY,
    target: 'network',
    request: { stage: 'network' },
    outcome: 'done',
    status: 202,
    requestId: 'request-1',
    sourceIp: '203.0.113.7',
    ...more,
  });
