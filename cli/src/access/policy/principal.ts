import { listed, type Principal, type Statement } from './document.ts';
import { hasVariable } from './pattern.ts';

/** Whom a statement of a resource or of a role's trust names. */
export interface Named {
  readonly kind: 'anybody' | 'account' | 'principal' | 'service' | 'federated' | 'canonical user';
  /** Account id, ARN, host of a service, provider; `*` for anybody. */
  readonly id: string;
  /** Anybody of a kind that is no principal of IAM: `{"Service": "*"}`. */
  readonly ofKind?: string;
}

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

const awsNamed = (id: string): Named => {
  if (id === '*' || hasVariable(id)) return { kind: 'anybody', id: '*' };
  const account = ACCOUNT.exec(id)?.[1];
  return account === undefined ? { kind: 'principal', id } : { kind: 'account', id: account };
};
const KINDS: Readonly<Record<string, Named['kind']>> = { Service: 'service', Federated: 'federated', CanonicalUser: 'canonical user' };

const namedIn = (principal: Principal): readonly Named[] => {
  if (typeof principal === 'string') return [principal === '*' ? { kind: 'anybody', id: '*' } : awsNamed(principal)];
  return Object.entries(principal).flatMap(([kind, ids]) =>
    listed(ids).map((id) =>
      kind === 'AWS'
        ? awsNamed(id)
        : id === '*'
          ? { kind: 'anybody' as const, id, ofKind: kind }
          : { kind: KINDS[kind] ?? ('principal' as const), id },
    ),
  );
};

/** Whom a statement is about. One that names whom it is not about may be about anybody. */
export const namedBy = ({ Principal: principal, NotPrincipal }: Statement): readonly Named[] =>
  principal === undefined ? (NotPrincipal === undefined ? [] : [{ kind: 'anybody', id: '*' }]) : namedIn(principal);

/** A principal of an account, or a service. */
export interface Caller {
  readonly arn: string;
  readonly accountId: string;
}

const SESSION = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//;

/** Whether a statement may be about a caller: by its ARN, by its account, or by naming everybody. A session of a role counts as the role. */
export const mayMean = ({ kind, id }: Named, { arn, accountId }: Caller): boolean => {
  if (kind === 'anybody') return true;
  if (kind === 'account') return id === accountId;
  if (kind !== 'principal') return false;
  const session = SESSION.exec(id);
  return id === arn || (session !== null && session[1] === accountId && arn.endsWith(`/${session[2]}`));
};

/** Whether a statement is about every request of a caller: one about a session of a role is not about its others, nor is one about services. */
export const surelyMeans = (named: Named, caller: Caller): boolean => !SESSION.test(named.id) && !named.ofKind && mayMean(named, caller);
