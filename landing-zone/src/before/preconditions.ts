import type { AccountName } from '@tenantry/shared/deployment/accounts';
import { ACCOUNTS } from '../account-names.ts';
import { byHandQuestions } from './by-hand.ts';
import { domainQuestions } from './domain.ts';
import { guardDutyQuestions } from './guard-duty.ts';
import { type Caller, identityQuestion } from './identity.ts';
import { identityCenterQuestions } from './identity-center.ts';
import { issuerQuestions } from './issuers.ts';
import { mailboxQuestions } from './mailbox.ts';
import { organizationQuestions } from './organization.ts';
import type { Place } from './place.ts';
import { answerOf, type Precondition, type Question } from './precondition.ts';
import { quotaQuestions } from './quotas.ts';
import { regionQuestions } from './region.ts';

/**
 * Everything that must be so before a deployment, asked in the real accounts. Reads only; an account whose credentials are of another one
 * is not looked into.
 */
export const preconditions = async (place: Place): Promise<readonly Precondition[]> => {
  const callers = new Map<AccountName, Caller>();
  const identities = await Promise.all(
    ACCOUNTS.map((account) => answerOf(identityQuestion(place, account, (caller) => callers.set(account, caller)))),
  );
  const questions = [
    ...organizationQuestions(place),
    ...identityCenterQuestions(place),
    ...byHandQuestions(place, () => callers.get('owner')),
    ...guardDutyQuestions(place),
    ...quotaQuestions(place),
    ...regionQuestions(place),
    ...domainQuestions(place),
    ...mailboxQuestions(place),
    ...issuerQuestions(place),
  ];
  const answers = await inTurn(questions, callers);
  return [...identities, ...answers];
};

/** One account after the other's question: Organizations and Service Quotas answer a few calls a second. */
const inTurn = async (questions: readonly Question[], callers: ReadonlyMap<AccountName, Caller>): Promise<readonly Precondition[]> => {
  const groups = Map.groupBy(questions, ({ account }) => account);
  const answers = new Map<string, Precondition>();
  await Promise.all(
    [...groups].map(async ([account, group]) => {
      for (const question of group) answers.set(question.id, await answerIn(question, account === undefined || callers.has(account)));
    }),
  );
  return questions.flatMap(({ id }) => answers.get(id) ?? []);
};

const answerIn = async (question: Question, isKnown: boolean): Promise<Precondition> => {
  if (isKnown) return answerOf(question);
  const { ask: _ask, ...rest } = question;
  return {
    ...rest,
    answer: 'unknown',
    detail: 'not asked: the credentials are not of this account',
    fix: 'Correct the credentials first.',
  };
};
