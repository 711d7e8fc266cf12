import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Question } from '@laptop/aws/gateway/iam/questions';
import type { Context } from '@laptop/aws/iam/policy';
import { ROOT } from '../templates/root.ts';
import { normalKeys, normalText } from './normal.ts';
import type { Role } from './roles.ts';

/** A request to IAM that some run made, with ids replaced by placeholders. */
export interface KeptRequest {
  /** `tenant/tenantry-dev-edge`. */
  readonly role: string;
  readonly action: string;
  readonly resource: string;
  readonly keys: Context;
  /** The call that made it, and the step, where a step did: examples. */
  readonly call: string;
  readonly step?: string;
}

export const KEPT_FILE = path.join(ROOT, 'judges/generated/iam-requests.json');
export const keptRequests = (): readonly KeptRequest[] => JSON.parse(readFileSync(KEPT_FILE, 'utf8')) as readonly KeptRequest[];

/** What makes two requests one. */
export const identityOf = ({ role, action, resource, keys }: KeptRequest): string => JSON.stringify([role, action, resource, keys]);

/** What is read of a line of the journal. */
interface Line {
  readonly account: string;
  readonly role?: string;
  readonly labels?: { readonly step?: string };
  readonly service: string;
  readonly operation?: string;
  readonly iam?: readonly Question[];
  readonly iamMistakes?: readonly string[];
}

/** Accounts that the product moved into its unit: what else has roles of these names, a test made for itself. */
const tenantAccounts = (lines: readonly Line[]): ReadonlySet<string> =>
  new Set(
    lines
      .flatMap(({ iam = [] }) => iam)
      .filter(({ action }) => action === 'organizations:MoveAccount')
      .flatMap(({ resource }) => /:account\/.*\/(\d{12})$/.exec(resource)?.[1] ?? []),
  );

/** The key of the role that made a call; undefined for roles that a test made for itself. */
const roleKey = (roles: readonly Role[], tenants: ReadonlySet<string>, { account, role = '' }: Line): string | undefined => {
  const normal = normalText(role);
  return roles.find((one) => one.name === normal && (one.accountId === account || (one.account === 'tenant' && tenants.has(account))))?.key;
};

export interface Read {
  readonly requests: readonly KeptRequest[];
  /** Calls of which the laptop's tables know no request, or one that AWS does not know. */
  readonly mistakes: readonly string[];
}

/** The distinct requests of the product's roles in a journal of the laptop's AWS. Refused ones are no use of a permission. */
export const readJournal = (text: string, roles: readonly Role[]): Read => {
  const found = new Map<string, KeptRequest>();
  const mistakes = new Set<string>();
  const lines = text
    .split('\n')
    .filter((line) => line.includes('"iam"'))
    .map((line) => JSON.parse(line) as Line);
  const tenants = tenantAccounts(lines);
  for (const line of lines) {
    const role = roleKey(roles, tenants, line);
    if (role === undefined) continue;
    const call = `${line.service} ${line.operation ?? 'by AWS'}`;
    for (const mistake of line.iamMistakes ?? []) mistakes.add(`${role}: ${call}: ${normalText(mistake)}`);
    for (const { action, resource, keys, denied } of line.iam ?? []) {
      if (denied !== undefined) continue;
      const step = line.labels?.step === undefined ? {} : { step: line.labels.step };
      const request: KeptRequest = { role, action, resource: normalText(resource), keys: normalKeys(keys), call, ...step };
      const key = identityOf(request);
      if (!found.has(key)) found.set(key, request);
    }
  }
  return { requests: sorted([...found.values()]), mistakes: [...mistakes].sort() };
};

export const sorted = (requests: readonly KeptRequest[]): readonly KeptRequest[] =>
  [...requests].sort((a, b) => (identityOf(a) < identityOf(b) ? -1 : 1));

export const described = ({ role, action, resource, call, step, keys }: KeptRequest): string =>
  `${role} asks ${action} on ${resource} (${call}${step === undefined ? '' : `, step ${step}`}; ${JSON.stringify(keys)})`;
