import { describe, expect, test } from '@jest/globals';
import { files, read } from '../repository.ts';
import { BY_HAND } from './by-hand.ts';
import { pageOf, runOf } from './page.ts';

const page = pageOf(read('docs/deploy.md'));

describe('docs/deploy.md', () => {
  test('what a person does is known to the script, and nothing else is', () => {
    const wanted = page.steps.flatMap(({ byHand }) => byHand ?? []);
    expect(new Set(wanted)).toEqual(new Set(Object.keys(BY_HAND)));
  });

  const DEPLOY = ['npm run landing-zone', 'oslsc deploy', 'npm run console'];
  test('has the commands of a deployment, a tenant, an upgrade, a roll-back, a second deployment and a removal, in this order', () => {
    const run = runOf(page).map(({ commands }) => commands);
    const order = [
      ...['doctor --before', ...DEPLOY, 'admin-create-user', 'tenantry onboard'],
      ...['git checkout v1.1.0', 'npm run plan', ...DEPLOY, 'tenantry replay start'],
      ...['git checkout v1.0.0', 'oslsc deploy --stage prod', 'npm run console', 'git checkout v1.1.0', 'oslsc deploy --stage prod'],
      ...['--stage staging', 'tenantry doctor --profile staging', 'npm run remove -- --stage staging', 'tenantry doctor'],
      ...['tenantry offboard', 'npm run remove -- --stage prod', ...DEPLOY],
    ];
    let from = 0;
    for (const one of order) {
      const text = run.join('\n');
      const found = text.indexOf(one, from);
      expect([one, found >= 0]).toEqual([one, true]);
      from = found + one.length;
    }
  });

  test('names the deployment and the second one, and only files that are there or that it says to make', () => {
    const named = (pattern: RegExp) =>
      new Set(runOf(page).flatMap(({ commands }) => [...commands.matchAll(pattern)].map(([, name]) => name)));
    expect(named(/--stage ([a-z]+)$/gm)).toEqual(new Set(['prod', 'staging']));
    const configurations = [...named(/(config\/\S+\.json)/g)];
    expect(configurations.filter((name = '') => !files.includes(name)).sort()).toEqual(['config/prod.json', 'config/staging.json']);
  });

  test('what is done again for the second deployment names nothing of the first', () => {
    const steps = page.parts.flatMap((part) => ('sections' in part && part.as !== undefined ? runOf({ ...page, parts: [part] }) : []));
    expect(steps.length).toBeGreaterThan(5);
    expect(steps.filter(({ commands }) => /\bprod\b/.test(commands))).toEqual([]);
    expect(steps.filter(({ commands }) => !commands.includes('staging'))).toEqual([]);
  });
});

test('a block in another language than sh, and a heading that is not there, are told', () => {
  expect(() => pageOf('## One\n\n```json\n{}\n```\n')).toThrow('a block below "One" is json');
  expect(() => pageOf('## One\n\n```sh\ntrue\n```\n<!-- again: two -->\n')).toThrow('again: no section two');
});
