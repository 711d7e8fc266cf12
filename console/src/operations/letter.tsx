import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { DeadLetter } from '@tenantry/api-client/generated/api';

type Kind = DeadLetter['kind'];
export const KINDS: Readonly<Record<Kind, { readonly title: string; readonly type: StatusIndicatorProps.Type; readonly meaning: string }>> =
  {
    stalled: { title: 'Stalled', type: 'warning', meaning: 'a stage gave up for a tenant, and waits for a person.' },
    malformed: { title: 'Malformed', type: 'error', meaning: 'no schema fits it: repair its detail.' },
    undelivered: { title: 'Undelivered', type: 'error', meaning: 'EventBridge could not hand it over.' },
    exhausted: { title: 'Exhausted', type: 'error', meaning: 'it was received too often.' },
  };
export const LetterKind = ({ kind }: { readonly kind: Kind }) => (
  <StatusIndicator type={KINDS[kind].type}>{KINDS[kind].title}</StatusIndicator>
);
export const letterHref = ({ queue, messageId }: Pick<DeadLetter, 'queue' | 'messageId'>): string =>
  `/dead-letters/${encodeURIComponent(queue)}/${encodeURIComponent(messageId)}`;
