import { describe, expect, test } from '@jest/globals';
import { stylesOf } from '../style.ts';
import { ACCOUNT_IDS, deployed, snapshot, stores } from '../testing/access-samples.ts';
import type { Line } from './line.ts';
import type { Statement } from './policy/document.ts';
import type { IamPrincipal } from './principal.ts';
import { reportOf } from './report.ts';
import type { Snapshot } from './snapshot.ts';
import { store } from './store.ts';
import { accessText } from './text.ts';

describe('a role of another tenant, in an account that all share', () => {
  const OTHER = '01KAV7M0000000000000000002';
  const ofOther = (more: readonly Statement[] = []): IamPrincipal => {
    const role = deployed.find(({ account, name }) => account === 'devops' && name.endsWith('-data'));
    if (!role) throw new Error('the product has no such role');
    const own = role.name.slice('tenantry-'.length, -'-data'.length);
    const other = JSON.parse(JSON.stringify(role).replaceAll(own, OTHER.toLowerCase())) as IamPrincipal;
    return { ...other, policies: { ...other.policies, identity: [...other.policies.identity, { name: 'more', statements: more }] } };
  };
  const key = store(
    'key',
    `arn:aws:kms:eu-west-1:${ACCOUNT_IDS.devops}:key/1`,
    { account: 'devops', accountId: ACCOUNT_IDS.devops },
    'key',
  );
  const found = (others: Snapshot['others'], more?: readonly Statement[]) =>
    reportOf(snapshot({ others, principals: [...deployed, ofOther(more)], stores: [...stores, key] }));
  const isOther = ({ who, reaches }: Line): boolean => `${who} ${reaches}`.includes(OTHER.toLowerCase());

  test('is expected as far as the product lets it, and no further', () => {
    const lines = found([{ tenantId: OTHER }]).lines.filter(isOther);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter(({ expected }) => expected !== 'yes')).toEqual([]);
    const more: Statement = { Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: '*' };
    expect(found([{ tenantId: OTHER }], [more]).lines.filter((line) => isOther(line) && line.expected === 'no').length).toBeGreaterThan(0);
  });

  test('is not expected of a tenant that the deployment does not have', () => {
    expect(found([]).lines.filter((line) => isOther(line) && line.expected === 'yes')).toEqual([]);
  });

  test('is not named in the text, which a tenant may see', () => {
    const out = { write: () => undefined, isTTY: false, columns: 80 };
    const text = accessText(found([{ tenantId: OTHER }]), 'mercy', ACCOUNT_IDS, stylesOf(out, {}), Number.POSITIVE_INFINITY);
    expect(text).toContain('role tenantry-<another tenant>-data, DevOps account');
    expect(text).not.toContain(OTHER.toLowerCase());
  });
});
