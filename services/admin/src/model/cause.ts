import {
  InvitationRequested,
  IsolationChanged,
  OffboardRequested,
  StageRetryRequested,
  SuspensionChanged,
  TenantChanged,
  TenantRequested,
  TenantVariablesChanged,
} from '@tenantry/events-schema/admin';
import { MailSenderChanged } from '@tenantry/events-schema/mail';
import { TenantOffboarding } from '@tenantry/events-schema/offboard';
import { ReleaseRequested } from '@tenantry/events-schema/release';
import { type Episode, isSentAgain } from './episodes.ts';
import type { Fact } from './fact.ts';

type Named = (detail: Fact['detail']) => string;
const NAMES: Readonly<Record<string, Named>> = {
  [TenantRequested.name]: () => 'On-boarding',
  [StageRetryRequested.name]: ({ stage }) => `Retry of ${stage}`,
  [TenantVariablesChanged.name]: () => 'Variables changed',
  [TenantChanged.name]: () => 'Name or plan changed',
  [ReleaseRequested.name]: ({ wanted }) => `Release ${(wanted as { releaseId?: string } | undefined)?.releaseId ?? ''}`.trim(),
  [MailSenderChanged.name]: ({ sender }) => (sender === 'domain' ? "Mail from the tenant's own domain" : 'Mail from Cognito'),
  [InvitationRequested.name]: () => 'Invitation of the administrator',
  [IsolationChanged.name]: ({ isolation }) =>
    (isolation as { isolated?: boolean } | undefined)?.isolated === false ? 'Isolation ended' : 'Isolation',
  [SuspensionChanged.name]: ({ suspension }) =>
    (suspension as { suspended?: boolean } | undefined)?.suspended === false ? 'Resumption' : 'Suspension',
  [OffboardRequested.name]: () => 'Off-boarding',
  [TenantOffboarding.name]: ({ rolledBack }) => (rolledBack === true ? 'Roll-back' : 'Off-boarding'),
};
/** Of an event without a name here: `PlanChanged` is `Plan changed`. */
const spaced = (event: string): string => {
  const [first = '', ...others] = event.split(/(?=[A-Z])/);
  return [first, ...others.map((word) => word.toLowerCase())].join(' ');
};

/** What an episode is called, without its time. @param isFirst whether nothing is known before it */
export const titleOf = (episode: Pick<Episode, 'cause'>, isFirst: boolean): string => {
  if (isSentAgain(episode)) return isFirst ? 'Work without a known request' : 'Events sent again';
  const { name, detail } = episode.cause;
  return NAMES[name]?.(detail) ?? spaced(name);
};

/** Who asked, and why; nothing where the event does not say, and of a tenant that is gone. */
export const askedOf = ({ cause: { detail } }: Pick<Episode, 'cause'>): { readonly by?: string; readonly reason?: string } => {
  const { isolation, suspension, administrator } = detail as Readonly<Record<string, object | undefined>>;
  const said = { ...detail, ...isolation, ...suspension, ...administrator } as Readonly<Record<string, unknown>>;
  const by = said.requestedByName ?? said.requestedBy;
  return {
    ...(typeof by === 'string' && by ? { by } : {}),
    ...(typeof said.reason === 'string' && said.reason ? { reason: said.reason } : {}),
  };
};
