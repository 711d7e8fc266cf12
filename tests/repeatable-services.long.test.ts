import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type OwnAws, startOwnAws } from '@laptop/aws/testing/own-aws';
import type { Resources } from '../landing-zone/src/template.ts';
import { configOf } from '../shared/src/deployment/config.ts';
import { failEachOnceByUpdates } from './repetition/failing-walk.ts';
import { everyResources } from './templates.ts';

/** Logical ids that a value refers to: Ref, Fn::GetAtt and Fn::Sub, pseudo parameters apart. */
const referred = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': text, DependsOn } = value as Record<string, unknown>;
  const inText = typeof text === 'string' ? [...text.matchAll(/\$\{([^!}.:]+)(\.[^}]+)?\}/g)].map(([, id = '']) => id) : [];
  const named = [Ref, Array.isArray(attribute) ? attribute[0] : undefined, DependsOn].flat().filter((id) => typeof id === 'string');
  return [...named.filter((id) => !id.startsWith('AWS::')), ...inText, ...Object.values(value).flatMap(referred)];
};

/** Without what refers to resources that the framework adds when it packages: functions, the HTTP API, parameters. */
const selfContained = (resources: Resources): Resources => {
  const kept = Object.entries(resources).filter(
    ([, resource]) => !JSON.stringify(resource).includes('Fn::ImportValue') && referred(resource).every((id) => id in resources),
  );
  return kept.length === Object.keys(resources).length ? resources : selfContained(Object.fromEntries(kept));
};

let aws: OwnAws;
beforeAll(async () => {
  aws = await startOwnAws();
});
afterAll(() => aws.stop());

/** As the framework would: its variables are filled in. Of the events' schemas, which are alike, one stands for all. */
const packaged = (resources: object): Resources => {
  const filled = JSON.parse(JSON.stringify(resources).replace(/\$\{sls:stage\}/g, 'dev')) as Resources;
  const schemas = Object.keys(filled).filter((id) => filled[id]?.Type === 'AWS::EventSchemas::Schema');
  return Object.fromEntries(Object.entries(filled).filter(([id]) => !schemas.slice(1).includes(id)));
};

const services = everyResources.filter(([name]) => name.startsWith('service '));
test.each(services.map(([name, resources]) => [name, selfContained(packaged(resources))] as const))(
  'the resources of %s are added after each of them has failed once',
  async (name, Resources) => {
    expect(Object.keys(Resources).length).toBeGreaterThan(0);
    const client = new CloudFormationClient(aws.as(configOf('dev').accounts.superAdmin));
    const template = { AWSTemplateFormatVersion: '2010-09-09' as const, Description: 'test', Resources, Outputs: {} };
    const walk = await failEachOnceByUpdates(aws.local, client, { name: name.replaceAll(/[^a-z]+/g, '-'), template, tags: {} });
    expect(walk).toEqual({ surprises: [] });
  },
);
