import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Link from '@cloudscape-design/components/link';
import type { DeadLetter } from '@tenantry/api-client/generated/api';
import type { ListColumn } from '../list/column.ts';
import { Ago } from '../shown/clock.tsx';
import { count } from '../shown/format.ts';
import { KINDS, LetterKind, letterHref } from './letter.tsx';
import { type Cause, errorText } from './letter-causes.ts';

const tenantOf = ({ tenantId, tenantName = tenantId }: DeadLetter): string | undefined => tenantName;
const Message = ({ letter }: { readonly letter: DeadLetter }) => <Link href={letterHref(letter)}>{letter.event ?? letter.messageId}</Link>;
const Tenant = ({ letter }: { readonly letter: DeadLetter }) =>
  letter.tenantId ? <Link href={`/tenants/${letter.tenantId}`}>{tenantOf(letter)}</Link> : '–';

/** A failed message by itself. */
export const LETTER_COLUMNS: readonly ListColumn<DeadLetter>[] = [
  {
    id: 'message',
    header: 'Message',
    isRowHeader: true,
    cell: (letter) => <Message letter={letter} />,
    value: ({ event, messageId }) => event ?? messageId,
    minWidth: 170,
  },
  {
    id: 'kind',
    header: 'Reason',
    cell: ({ kind }) => <LetterKind kind={kind} />,
    value: ({ kind }) => KINDS[kind].title,
    minWidth: 150,
  },
  { id: 'queue', header: 'Queue', cell: ({ queue }) => queue, value: ({ queue }) => queue, minWidth: 110 },
  { id: 'code', header: 'Error', cell: errorText, value: errorText, minWidth: 190 },
  { id: 'tenant', header: 'Tenant', cell: (letter) => <Tenant letter={letter} />, value: tenantOf, minWidth: 150 },
  { id: 'sentAt', header: 'Sent', cell: ({ sentAt }) => <Ago at={sentAt} />, value: ({ sentAt }) => sentAt, minWidth: 110 },
];

/** Failed messages that have one cause. */
export const CAUSE_COLUMNS: readonly ListColumn<Cause>[] = [
  {
    id: 'cause',
    header: 'Cause',
    isRowHeader: true,
    cell: ({ title, message, letters }) => (
      <>
        {letters[0] && letters.length === 1 ? <Link href={letterHref(letters[0])}>{title}</Link> : title}
        <Box variant="small" display="block">
          {message}
        </Box>
      </>
    ),
    value: ({ title, message }) => `${title}: ${message}`,
    minWidth: 260,
  },
  {
    id: 'kind',
    header: 'Reason',
    cell: ({ kind }) => <LetterKind kind={kind} />,
    value: ({ kind }) => KINDS[kind].title,
    minWidth: 150,
  },
  {
    id: 'messages',
    header: 'Messages',
    cell: ({ letters, title }) => (
      <ExpandableSection
        variant="footer"
        headerText={count(letters.length, 'message')}
        headerAriaLabel={`${count(letters.length, 'message')} of ${title}`}
      >
        {letters.map((letter) => (
          <div key={letter.messageId}>
            <Message letter={letter} /> to {letter.queue}
          </div>
        ))}
      </ExpandableSection>
    ),
    value: ({ letters }) => letters.length,
    minWidth: 160,
  },
  { id: 'queues', header: 'Queues', cell: ({ queues }) => queues.join(', '), value: ({ queues }) => queues.join(', '), minWidth: 110 },
  {
    id: 'tenants',
    header: 'Tenants',
    cell: ({ tenants, letters }) =>
      tenants.length === 0
        ? '–'
        : tenants.map((tenantId) => {
            const letter = letters.find((one) => one.tenantId === tenantId);
            return <div key={tenantId}>{letter && <Tenant letter={letter} />}</div>;
          }),
    value: ({ letters }) => [...new Set(letters.map(tenantOf))].filter(Boolean).join(', '),
    minWidth: 130,
  },
  { id: 'since', header: 'Since', cell: ({ since }) => <Ago at={since} />, value: ({ since }) => since, minWidth: 100 },
];
