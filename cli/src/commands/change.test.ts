import { describe, expect, test } from '@jest/globals';
import { commandFixture } from '../testing/fixture.ts';
import { MERCY, stage, summary, tenant, timeline } from '../testing/samples.ts';

const { terminal, taken } = commandFixture();
const answers = {
  'GET /tenants/{id}/timeline': () => timeline,
  'GET /tenants': () => ({ tenants: [summary()] }),
  'GET /tenants/{id}': () => tenant(),
  'PATCH /tenants/{id}': ({ body }: { body: unknown }) => ({
    tenantId: MERCY,
    name: 'Mercy Hospital',
    plan: 'standard',
    ...(body as object),
  }),
};

describe('change', () => {
  test('sends what is to be different, and nothing else', async () => {
    const { code, out } = await terminal(answers).tenantry('change', 'mercy', '--plan', 'large');
    expect([code, out]).toEqual([0, 'mercy: Mercy Hospital, plan large\n']);
    expect(taken('PATCH /tenants/{id}')).toMatchObject([{ path: { id: MERCY }, body: { plan: 'large' } }]);
  });

  test('asks nothing of the API when nothing was given', async () => {
    expect((await terminal(answers).tenantry('change', 'mercy')).code).toBe(2);
    expect(taken()).toEqual([]);
  });

  test('watches until the stages that have something to do for it have worked again', async () => {
    let looks = 0;
    const edge = () => stage('edge', looks++ > 2 ? { generation: 2 } : {});
    const moving = { ...answers, 'GET /tenants/{id}': () => tenant({ stages: [stage('network'), edge()] }) };
    const { code } = await terminal(moving).tenantry('change', 'mercy', '--name', 'Mercy', '--watch');
    expect([code, looks]).toEqual([0, 4]);
  });
});
