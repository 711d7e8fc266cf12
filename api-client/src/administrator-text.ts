import type { Administrator } from './generated/api.ts';

type Mail = NonNullable<Administrator['mail']>;

/** How an administrator stands, in words for console and command. @param since how long ago or in how long a time is: `in 3 d` */
export const invitationText = ({ state, at = '', expiresAt = '' }: Administrator['invitation'], since: (at: string) => string): string => {
  switch (state) {
    case 'invited':
      return `invited ${since(at)}, expires ${since(expiresAt)}`;
    case 'expired':
      return `expired ${since(expiresAt)}: send the invitation again`;
    case 'signed-in':
      return 'has signed in';
    case 'disabled':
      return 'disabled';
    case 'not-invited':
      return 'not invited yet: the mail goes out when the domain answers';
    case 'no-user':
      return 'not there yet';
  }
};

const HINDRANCES: Readonly<Record<Mail['hindrances'][number], string>> = {
  sandbox: 'SES keeps the account in its sandbox: ask AWS for production access',
  unverified: 'SES has not verified the domain yet',
  paused: 'sending is paused in SES',
  'not-asked': "SES could not be asked: the account's roles are of an older release",
};

/** Who sends the mail of a tenant's users, and why not the tenant's own domain. */
export const senderText = ({ sender, hindrances }: Mail): string => {
  if (sender === 'domain') return "the tenant's own domain, by SES";
  const why = hindrances.map((one) => HINDRANCES[one]).join('; ');
  return `Cognito, 50 mails a day, in a text that names no address: ${why || 'SES lets the domain send, and the change comes within an hour'}`;
};

const addresses = (n: number): string => `${n} ${n === 1 ? 'address' : 'addresses'}`;

/** What came back; never "nothing" where nobody knows. */
export const undeliveredText = ({ sender, undelivered }: Mail, since: (at: string) => string): string => {
  if (sender !== 'domain') return 'unknown: Cognito does not say';
  if (!undelivered) return 'unknown: SES could not be asked';
  const { bounces, complaints, lastAt } = undelivered;
  if (bounces + complaints === 0) return 'nothing came back';
  const last = lastAt ? `, last ${since(lastAt)}` : '';
  return `SES writes no more to ${addresses(bounces)} that mail came back from and ${addresses(complaints)} that called it unwanted${last}`;
};
