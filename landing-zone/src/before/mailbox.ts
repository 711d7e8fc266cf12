import type { Place } from './place.ts';
import { ok, type Question, unknown } from './precondition.ts';

/** An address in which only the part after "+" differs: one mailbox takes all, where the mail server knows plus addresses. */
const PLUS = /^[^+@{}]+\+[^@]*\{tenantId\}[^@]*@[^@{}]+$/;
/** A mailbox for each tenant, or a domain whose mailbox takes everything. */
const ANY = /^[^@]*\{tenantId\}[^@]*@[^@{}]+$/;

/** The address of every tenant account's root user. AWS sends a code and its notices there; no API says whether mail arrives. */
export const mailboxQuestions = ({ config }: Place): readonly Question[] => {
  const { emailPattern } = config.organization;
  const example = emailPattern.replace('{tenantId}', '01test');
  return [
    {
      id: 'root-mailbox',
      name: 'addresses of the tenants’ root users',
      fix: `Send a mail to ${example}. When it arrives, confirm it with --confirm root-mailbox.`,
      source: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_create.html',
      ask: async () => {
        if (PLUS.test(emailPattern))
          return ok(`one mailbox, ${emailPattern.replace(/\+.*@/, '@')}, takes ${emailPattern}: try it with ${example}`);
        return ANY.test(emailPattern)
          ? unknown(`${emailPattern} is a mailbox for each tenant, unless one takes all mail of the domain`)
          : unknown(`${emailPattern} has {tenantId} in its domain: every one of them needs mail servers`);
      },
    },
  ];
};
