import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ADVICE } from '@tenantry/shared/failure/advice';
import { failureOf } from '@tenantry/shared/failure/errors';
import type { StepAnswers } from '@tenantry/shared/testing/answers';
import { sectionsOf } from '@tenantry/shared/testing/markdown';
import { CONSTRAINTS, MEANINGS } from '../services/account/src/failure-reason.ts';
import { ADVICE as BUDGET_ADVICE } from '../services/account/src/steps/budget.ts';
import { ALARMS } from '../services/admin/src/infra/inventory.ts';
import { PROBLEM_CODES } from '../services/admin/src/problem/problem.ts';
import { closingsQuota } from '../services/admin/src/quotas/closings-quota.ts';
import { deliveryQuotas } from '../services/admin/src/quotas/delivery-quotas.ts';
import { networkQuotas } from '../services/admin/src/quotas/network-quotas.ts';
import { accountsQuota, buildsQuota } from '../services/admin/src/quotas/organization.ts';
import { ADVICE as CERTIFICATE_ADVICE } from '../services/edge/src/certificate-refusal.ts';
import { codeOfState, ADVICE as PEERING_ADVICE } from '../services/network/src/steps/peering-acceptance.ts';
import { ADVICE as DATABASE_ADVICE } from '../services/pipeline/src/database-failure.ts';
import { STUCK } from '../services/pipeline/src/steps/deployment.ts';
import { configOf } from '../shared/src/deployment/config.ts';
import { files, isCode, isGenerated, isProduct, isTest, read, root, spelled } from './repository.ts';

const sections = sectionsOf(read('docs/runbook.md'));
const ANCHOR = /docs\/runbook\.md#([\w-]+)/g;
const linksIn = (text: string): readonly string[] => [...text.matchAll(ANCHOR)].map(([, anchor = '']) => anchor);
/** Which of these sections say what the code means. */
const naming = (code: string, anchors: readonly string[] = [...sections.keys()]): readonly string[] =>
  anchors.filter((anchor) => sections.get(anchor)?.includes(`\`${code}\``));
const product = files.filter((file) => /^(shared|services)\//.test(file) && isProduct(file));

describe('the runbook is filled in', () => {
  const linked = [...new Set(files.filter((file) => isCode(file) && !isTest(file)).flatMap((file) => linksIn(spelled(file))))].sort();
  test('for many symptoms', () => expect(linked.length).toBeGreaterThanOrEqual(25));
  test.each(linked)('%s: what it means, a command to see it, and by what one knows that it worked', (anchor) => {
    const text = sections.get(anchor) ?? '';
    expect(text.length).toBeGreaterThan(300);
    expect(text).toMatch(/^```sh$|`(aws|npx|dig|curl|SELECT) [^`]+`/m);
    expect(text).toContain('**It worked when** ');
  });
});

describe('every code that a person may be shown leads to the section that explains it', () => {
  /** Codes that are no literals where they are thrown: the tables that they come from, with what is advised. */
  const FROM_TABLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'shared/src/failure/advice.ts': ADVICE,
    // Its codes are written where a resource says `foreign: { code, advice }`.
    'shared/src/saga/resource.ts': {},
    'services/account/src/failure-reason.ts': {
      ...Object.fromEntries(Object.entries(MEANINGS).map(([code, { advice }]) => [code, advice])),
      ...CONSTRAINTS,
    },
    'services/account/src/steps/budget.ts': BUDGET_ADVICE,
    'services/edge/src/certificate-refusal.ts': CERTIFICATE_ADVICE,
    'services/network/src/steps/peering-acceptance.ts': Object.fromEntries(
      // The section is added where the error is thrown, for all of them.
      Object.entries(PEERING_ADVICE).map(([state, advice]) => [
        codeOfState(state),
        `${advice} docs/runbook.md#a-peering-does-not-become-active`,
      ]),
    ),
    'services/pipeline/src/database-failure.ts': DATABASE_ADVICE,
    'services/pipeline/src/steps/deployment.ts': Object.fromEntries(STUCK.map((status) => [status, 'docs/runbook.md#release-failed'])),
    // How an execution may end (CodePipeline API reference, PipelineExecution, status).
    'services/pipeline/src/steps/released.ts': Object.fromEntries(
      ['Failed', 'Stopped', 'Cancelled', 'Superseded', 'Unknown'].map((status) => [`Release${status}`, 'docs/runbook.md#release-failed']),
    ),
  };
  const ofTables = Object.entries(FROM_TABLES).flatMap(([file, table]) =>
    Object.entries(table).map(([code, advice]): [string, string, string] => [code, file, advice]),
  );
  test.each(ofTables)('%s of the table in %s', (code, _file, advice) => expect(naming(code, linksIn(advice))).not.toEqual([]));

  const literals = product.flatMap((file) =>
    [...read(file).matchAll(/\bcode: (?:[\w.]+ \?\? )?'([A-Z]\w+)'/g)].map(([, code = '']): [string, string] => [code, file]),
  );
  test('which are many', () => expect(literals.length).toBeGreaterThan(30));
  test.each(literals)('%s of %s', (code, file) => expect(naming(code, linksIn(spelled(file)))).not.toEqual([]));

  test('no error of ours has a code that is neither written there nor in such a table', () => {
    const computed = product.filter((file) => {
      const errors = [...read(file).matchAll(/new (?:Stalled|Terminal)Error\((?:.|\n)*?\bcode\b(:? [^,}]*)?/g)];
      return errors.some(([, code = '']) => !/^: (?:[\w.]+ \?\? )?'/.test(code));
    });
    expect(computed.filter((file) => !(file in FROM_TABLES))).toEqual([]);
  });

  /** Stands for what AWS may add to an enumeration. */
  const UNHEARD_OF = ['A_REASON_OF_TOMORROW'];
  let stalled: readonly { readonly code: string; readonly message: string; readonly advice: string; readonly at: string }[];
  beforeAll(async () => {
    const loaded = globSync('services/*/src/steps/*.answers.ts', { cwd: root }).map(
      async (file) => ((await import(pathToFileURL(path.join(root, file)).href)) as { default: StepAnswers }).default,
    );
    stalled = (await Promise.all(loaded)).flatMap(({ step, rows }) =>
      rows.flatMap(({ follows, answer, call }) => {
        if (follows.kind !== 'stalls' && follows.kind !== 'terminal') return [];
        const code = follows.code ?? ('code' in answer ? answer.code : undefined);
        return code && !UNHEARD_OF.includes(code)
          ? [{ code, message: 'message' in answer ? answer.message : '', advice: follows.advice, at: `${step}, ${call}: ${code}` }]
          : [];
      }),
    );
  });
  test('codes of AWS with which a stage stops in the answers matrix', () => {
    expect(stalled.length).toBeGreaterThan(80);
    expect(stalled.filter(({ code }) => naming(code).length === 0).map(({ at }) => at)).toEqual([]);
  });
  test('codes of AWS whose advice is that of the table, or none of their own: where that leads', () => {
    const elsewhere = stalled.filter(({ code, message, advice }) => {
      const { advice: shown } = failureOf(Object.assign(new Error(message), { name: code }));
      return shown.includes(advice) && naming(code, linksIn(shown)).length === 0;
    });
    expect(elsewhere.map(({ at }) => at)).toEqual([]);
  });

  test.each(PROBLEM_CODES)('%s of the API', (code) => {
    expect(naming(code, ['the-api-refuses-a-request', 'the-api-answers-for-aws'])).not.toEqual([]);
  });

  test.each(ALARMS)('alarm %s', (name) => {
    const names = [`tenantry-S-${name}`, `tenantry-S-${name.replace(/^[a-z-]+?-(?=dead-letters|queue-age)/, 'X-')}`];
    expect(names.some((one) => naming(one).length > 0)).toBe(true);
  });
});

test('every finding of doctor is explained, and a check of another name is not', () => {
  const names = (file: string, pattern: RegExp) => [...read(file).matchAll(pattern)].map(([, name = '']) => name.trim());
  const checks = [
    ...names('services/admin/src/api/checks/handlers.ts', /\bcheck\(\s*['`]([^'`$]+)/g),
    ...names('services/admin/src/api/checks/operations.ts', /\bcheck\(\s*['`]([^'`$]+)/g),
    ...names('cli/src/checks.ts', /\bcheck\(\s*'[^']+',\s*['`]([^'`$]+)/g),
    ...names('cli/src/aws-checks.ts', /\bname: '([^']+)'/g),
  ];
  expect(checks.length).toBeGreaterThan(14);
  const explained = [...(sections.get('what-doctor-finds') ?? '').matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name);
  expect([...new Set(checks)].sort()).toEqual(explained.filter((name) => name !== 'It worked when').sort());
});

test('every quota of plan, console and doctor is explained, with the section that goes on', () => {
  const { network, organization } = configOf('dev');
  const now = 0;
  const one = { value: 1 };
  const of = { accountIds: { value: [] }, accountLimit: one, buildLimit: one };
  const quotas = [
    accountsQuota(of, []),
    ...networkQuotas(network, [], 20, now),
    ...networkQuotas(network, [], 20, now, { hub: one, database: one }),
    ...deliveryQuotas([]),
    buildsQuota(of, []),
    closingsQuota([], one, organization.closing, now),
  ];
  const explained = [...(sections.get('a-quota-is-used-up') ?? '').matchAll(/\*\*([^*]+)\*\*/g)].map(([, name = '']) => name);
  expect(quotas.filter(({ name }) => !explained.some((one) => name.startsWith(one))).map(({ name }) => name)).toEqual([]);
  expect(quotas.filter(({ fix }) => !linksIn(fix).some((anchor) => sections.has(anchor))).map(({ name }) => name)).toEqual([]);
});

test('nothing sends a person to what does not help yet: a second cell, or a retry for the release of a tenant that is ready', () => {
  const UNTRUE = [/\badd (a|another) cell\b/i, /\bretry[^.|]*\bdeliver(s|ed)? (it|a new|the new)/i, /\bpush[^.|;]*; retry the stage\b/i];
  const told = files.filter(
    (file) => /\.(md|ts|tsx|json)$/.test(file) && !/^tests\/runbook\.test\.ts$|package-lock/.test(file) && !isGenerated(file),
  );
  const untrue = told.flatMap((file) => UNTRUE.flatMap((words) => (words.test(read(file)) ? [`${file}: ${words}`] : [])));
  expect(untrue).toEqual([]);
});

test('no command has a region of its own: it is that of the deployment, but of what CloudFront takes in us-east-1 alone', () => {
  const runbook = read('docs/runbook.md');
  expect(runbook.match(/arn:aws:[a-z0-9-]+:[a-z]{2}-[a-z]+-\d:/g)).toBeNull();
  const commands = [...runbook.matchAll(/aws ([a-z0-9-]+)[^`\n]* --region +[a-z]{2}-[a-z]+-\d/g)].map(([, service]) => service);
  expect(commands.filter((service) => service !== 'acm' && service !== 'wafv2')).toEqual([]);
});
