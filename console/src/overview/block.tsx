import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useQueryClient } from '@tanstack/react-query';
import { ApiProblem } from '@tenantry/api-client/client';
import type { ReactNode } from 'react';
import { Loading } from '../shown/loading.tsx';
import { Problem } from '../shown/problem.tsx';

/** What a block shows of a query; as TanStack Query says it. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: unknown;
}
interface BlockProps<T> {
  readonly title: string;
  readonly asked: Asked<T>;
  /** How many there are in all, beside the title. */
  readonly counter?: (data: T) => number | undefined;
  readonly description?: (data: T) => ReactNode;
  /** The page with all of it. */
  readonly link?: { readonly text: string; readonly href: string };
  readonly isEmpty: (data: T) => boolean;
  /** What is said where there is nothing; never before that is known. */
  readonly empty: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** A part of the overview in one of four states, each of which looks different: loading, empty, failed or refused, and there. */
export const Block = <T,>({ title, asked, counter, description, link, isEmpty, empty, children }: BlockProps<T>) => {
  const { data, error } = asked;
  const queries = useQueryClient();
  // What one thing kept from answering comes back with one press.
  const again = (): void => void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' });
  const total = data && counter?.(data);
  return (
    <Container
      fitHeight
      header={
        <Header
          variant="h2"
          {...(total === undefined ? {} : { counter: `(${total})` })}
          description={data && description?.(data)}
          actions={link && <a href={link.href}>{link.text}</a>}
        >
          {title}
        </Header>
      }
    >
      {error !== null && error !== undefined && (
        <Problem
          title={
            isRefused(error)
              ? `You may not see this: ${title}`
              : `${title}: could not be loaded${data ? ' again, what is shown is old' : ''}`
          }
          error={error}
          onRetry={isRefused(error) ? undefined : again}
        />
      )}
      {data === undefined && !error && <Loading what={title.toLowerCase()} />}
      {data !== undefined && (isEmpty(data) ? <Box color="text-body-secondary">{empty}</Box> : children(data))}
    </Container>
  );
};

const isRefused = (error: unknown): boolean => error instanceof ApiProblem && error.status === 403;
