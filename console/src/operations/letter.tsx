import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { DeadLetter } from '@tenantry/api-client/generated/api';

type Kind = DeadLetter['kind'];
export const KINDS: Readonly<Record<Kind, { readonly title: string; readonly type: StatusIndicatorProps.Type; readonly meaning: string }>> =
  {
    stalled: { title: 'Stalled', type: 'warning', meaning: 'a stage needs attention for a tenant: fix the cause, then send it again.' },
    malformed: { title: 'Malformed', type: 'error', meaning: 'the event does not fit its schema: repair its details.' },
    undelivered: { title: 'Undelivered', type: 'error', meaning: 'EventBridge could not deliver it.' },
    exhausted: { title: 'Exhausted', type: 'error', meaning: 'it was received too often without success.' },
  };
export const LetterKind = ({ kind }: { readonly kind: Kind }) => (
  <StatusIndicator type={KINDS[kind].type}>{KINDS[kind].title}</StatusIndicator>
);
export const letterHref = ({ queue, messageId }: Pick<DeadLetter, 'queue' | 'messageId'>): string =>
  `/dead-letters/${encodeURIComponent(queue)}/${encodeURIComponent(messageId)}`;
