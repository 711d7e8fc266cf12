import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { StageFailure } from '@tenantry/shared/saga/record';
import { anchorsOf } from '@tenantry/shared/testing/markdown';
import { ROOT } from '../../../laptop/src/paths.ts';
import type { Row } from './rows.ts';

/** What is wrong with the links of an advice: it names no section of the runbook, or one that is not there. */
export const linkComplaints = (advice: string): readonly string[] => {
  const anchors = [...advice.matchAll(/docs\/runbook\.md(?:#([\w-]+))?/g)].map(([, anchor = '']) => anchor);
  if (anchors.length === 0) return [`the advice has no link: ${advice}`];
  const known = anchorsOf(readFileSync(path.join(ROOT, 'docs/runbook.md'), 'utf8'));
  return anchors.filter((anchor) => !known.includes(anchor)).map((anchor) => `the runbook has no section #${anchor}: ${advice}`);
};

/** Where the failure of a stage is not what the row says. */
export const failureComplaints = (row: Row, failure: StageFailure): readonly string[] => {
  const { follows, answer } = row;
  if (follows.kind !== 'stalls' && follows.kind !== 'terminal') return [];
  const code = follows.code ?? ('code' in answer ? answer.code : undefined);
  const kind = follows.kind === 'stalls' ? 'stalled' : 'failed';
  const complaints = [
    failure.kind === kind ? [] : [`${failure.kind} instead of ${kind}`],
    `${row.stage}.${failure.step}` === row.step || 'becomes' in answer || 'endsFailed' in answer ? [] : [`failed at ${failure.step}`],
    code === undefined || failure.code === code ? [] : [`code ${failure.code} instead of ${code}: ${failure.message}`],
    'code' in answer && !failure.call.endsWith(` ${row.operation}`) ? [`names the call "${failure.call}" and not ${row.operation}`] : [],
    failure.advice.includes(follows.advice) ? [] : [`advises "${failure.advice}" and not "${follows.advice}"`],
    linkComplaints(failure.advice),
  ];
  return complaints.flat();
};
