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

  test('has the commands of a deployment, a tenant, a removal and another deployment, in this order', () => {
    const run = runOf(page).map(({ commands }) => commands);
    const places = ['doctor --before', 'npm run landing-zone', 'oslsc deploy', 'npm run console', 'admin-create-user', 'tenantry onboard'];
    const order = [...places, 'tenantry offboard', 'npm run remove', 'npm run landing-zone', 'oslsc deploy', 'npm run console'];
    let from = 0;
    for (const one of order) {
      const found = run.slice(from).findIndex((commands) => commands.includes(one));
      expect([one, found >= 0]).toEqual([one, true]);
      from += found;
      if (one.startsWith('npm run') || one === 'oslsc deploy') from += 1;
    }
  });

  test('names one deployment, and only files that are there or that it says to make', () => {
    const commands = page.steps.map((step) => step.commands).join('\n');
    expect(new Set([...commands.matchAll(/--stage (\S+)/g)].map(([, name]) => name))).toEqual(new Set(['prod']));
    const named = [...commands.matchAll(/config\/\S+\.json/g)].map(([name]) => name);
    expect(named.filter((name) => name !== 'config/prod.json' && !files.includes(name))).toEqual([]);
  });
});

test('a block in another language than sh, and a heading that is not there, are told', () => {
  expect(() => pageOf('## One\n\n```json\n{}\n```\n')).toThrow('a block below "One" is json');
  expect(() => pageOf('## One\n\n```sh\ntrue\n```\n<!-- again: two -->\n')).toThrow('again: no section two');
});
