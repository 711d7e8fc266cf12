import { expect } from '@jest/globals';
import { evaluate } from '@laptop/aws/iam/evaluate';
import { allEvents } from '@tenantry/events-schema/all';
import { sourceOf } from '@tenantry/events-schema/source';
import { samples } from '@tenantry/events-schema/testing/samples';
import { STAGE_NAMES } from '@tenantry/saga/stages';
import { parseEnvelope } from '@tenantry/shared/function/envelope';
import { everyRole } from '../../../judges/least-privilege/roles.ts';
import { files, read } from '../../repository.ts';
import { everyResources } from '../../templates.ts';
import { attack } from '../attack.ts';

const BUS = 'arn:aws:events:us-east-1:100000000002:event-bus/tenantry-dev';
const SERVICES = [...STAGE_NAMES, 'admin'];
const publishers = everyRole('dev').filter(({ account, name }) => account === 'superAdmin' && name.endsWith('-function'));
/** Every source that an event of the product has, and some that none has. */
const SOURCES = [
  ...new Set(allEvents.map(({ source }) => source)),
  ...SERVICES.map((service) => `tenantry.${service}`),
  ...STAGE_NAMES.map((stage) => `tenantry.stages.${stage}`),
  'aws.events',
  'tenantry.',
  '',
];
/** The service whose role it is: `tenantry-dev-edge-function`. */
const serviceOf = (roleName: string): string => roleName.replace(/^tenantry-dev-|-function$/g, '');
const tenantEvents = allEvents.filter(({ of, name }) => of === 'tenant' && name in samples);
const sampleOf = (name: string) => samples[name as keyof typeof samples] as Readonly<Record<string, unknown>>;

attack('publish-for-another', 'a function that was taken over publishes the events of another service', () => {
  for (const { name: role, policies } of publishers)
    for (const { name, source, publisher } of allEvents)
      for (const pretended of SOURCES) {
        const context = { 'events:source': pretended, 'events:detail-type': name };
        const { allowed } = evaluate(policies, { action: 'events:PutEvents', resource: BUS, context });
        const isOwn = pretended === (publisher === undefined ? source : `${source}.${serviceOf(role)}`);
        // Which of the services with one source publishes it is in the templates; none may with a source that is not the event's.
        if (allowed) expect({ role, name, pretended, isOwn }).toEqual({ role, name, pretended, isOwn: true });
      }
  // Not a test of nothing: each event has exactly the publishers that it should have.
  const mayPublish = (event: string, source: string) =>
    publishers
      .filter(
        ({ policies }) =>
          evaluate(policies, {
            action: 'events:PutEvents',
            resource: BUS,
            context: { 'events:source': source, 'events:detail-type': event },
          }).allowed,
      )
      .map(({ name }) => serviceOf(name));
  const single = tenantEvents.filter(({ publisher }) => publisher === undefined);
  for (const { name, source } of single) expect([name, mayPublish(name, source).length <= 1]).toEqual([name, true]);
  expect(single.filter(({ name, source }) => mayPublish(name, source).length === 1).length).toBeGreaterThan(18);
  // And what a service's code publishes itself, by these functions, it may publish.
  const publishing = /\b(?:publish\(|holding\(\s*|noteChange\(\w+,\s*)([A-Z]\w+)/g;
  for (const file of files.filter((one) => /^services\/\w+\/src\/.*(?<!test)\.ts$/.test(one)))
    for (const [, name = ''] of read(file).matchAll(publishing)) {
      const source = allEvents.find((event) => event.name === name)?.source ?? '';
      expect([file, name, mayPublish(name, source).length]).toEqual([file, name, 1]);
    }
  for (const stage of STAGE_NAMES) expect(mayPublish('StageFailed', `tenantry.stages.${stage}`)).toEqual([stage]);
  expect(mayPublish('StageFailed', 'tenantry.stages')).toEqual([]);
});

attack('event-of-a-wrong-source', 'somebody who may put events on the bus sends each event with every source that is not its own', () => {
  for (const event of tenantEvents) {
    const detail = sampleOf(event.name);
    const hear = (source: string) => () => parseEnvelope({ source, 'detail-type': event.name, detail } as never);
    expect(hear(sourceOf(event, detail))).not.toThrow();
    for (const source of SOURCES.filter((one) => one !== sourceOf(event, detail) && one !== event.source))
      expect(hear(source)).toThrow(/does not publish it/);
  }
});

attack('fail-in-anothers-name', 'a stage says of another stage that it failed, so that a tenant is rolled back', () => {
  for (const stage of STAGE_NAMES)
    for (const other of STAGE_NAMES.filter((one) => one !== stage))
      expect(() =>
        parseEnvelope({
          source: `tenantry.stages.${stage}`,
          'detail-type': 'StageFailed',
          detail: { ...samples.StageFailed, stage: other },
        } as never),
      ).toThrow(/does not publish it/);
});

attack('event-id-of-another-tenant', 'an event of one tenant has the id of an event of another, which would make that a known one', () => {
  for (const event of tenantEvents) {
    const detail = { ...sampleOf(event.name), tenantId: '01JZT3NANTRY00000000THER00' };
    expect(() => parseEnvelope({ source: sourceOf(event, detail), 'detail-type': event.name, detail } as never)).toThrow(
      /eventId: it does not begin with the tenant/,
    );
  }
});

attack('rule-hears-crosswise', 'an event comes with the source of another event that the same rule hears', () => {
  const isPair = (source: unknown, name: unknown): boolean =>
    allEvents.some((event) => event.name === name && (event.pattern.source as readonly unknown[]).some((one) => sameJson(one, source)));
  const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const rules = everyResources.flatMap(([, resources]) => Object.values(resources)).filter(({ Type }) => Type === 'AWS::Events::Rule');
  const patterns = rules.map(({ Properties }) => Properties?.EventPattern as Readonly<Record<string, unknown>> | undefined);
  let pairs = 0;
  for (const pattern of patterns.filter((one) => JSON.stringify(one ?? '').includes('"tenantry.'))) {
    for (const { source, 'detail-type': names } of (pattern?.$or ?? [pattern]) as readonly Record<string, readonly unknown[]>[]) {
      // The timeline hears everything, and its function looks at source and name.
      if (sameJson(source, [{ prefix: 'tenantry.' }])) continue;
      for (const one of source ?? [])
        for (const name of names ?? []) {
          expect([one, name, isPair(one, name)]).toEqual([one, name, true]);
          pairs += 1;
        }
    }
  }
  expect(pairs).toBeGreaterThan(20);
});
