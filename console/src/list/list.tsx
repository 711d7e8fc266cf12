import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { type ReactNode, useMemo } from 'react';
import { dateTime, count as ofThem } from '../shown/format.ts';
import { Problem } from '../shown/problem.tsx';
import { type Choice, choose } from './collection.ts';
import { capital, type ListColumn, type Noun } from './column.ts';
import type { Pages } from './cursor-pages.ts';
import { ExportButton } from './export-button.tsx';
import { Instead } from './instead.tsx';
import { ListBody, type Selection } from './list-body.tsx';
import { listState, type Reading } from './list-state.ts';
import { type ListUrl, SIZES } from './use-choice.ts';

interface ListProps<T> {
  readonly title: string;
  readonly noun: Noun;
  readonly description?: ReactNode;
  /** The list is the page: its heading is the page's. */
  readonly isPage?: boolean;
  readonly reading: Reading<T>;
  readonly columns: readonly ListColumn<T>[];
  readonly idOf: (item: T) => string;
  /** What is chosen of it; absent for a short list of a page that is about something else. */
  readonly url?: ListUrl;
  /** Of a list that the API pages, finds and sorts; absent when all of it is there. */
  readonly paged?: {
    readonly pages: Pages;
    /** How many there are in all, where the API says so. */
    readonly total?: number | undefined;
    /** Ids of columns by which the API sorts. */
    readonly sortable?: readonly string[];
    readonly isFiltered: boolean;
    /** Reads all pages, for a file. */
    readonly readAll: () => Promise<{ readonly items: readonly T[]; readonly isCut: boolean }>;
  };
  /** Names of the page's own filters in the address. */
  readonly filters?: readonly string[];
  /** What is looked through, in the search's own words; absent for a list without a search. */
  readonly searched?: string;
  /** The page's own filters, beside the search. */
  readonly filter?: ReactNode;
  readonly actions?: ReactNode;
  readonly selection?: Selection<T>;
  readonly footer?: ReactNode;
  /** What to say when the API has answered that there are none. */
  readonly empty: ReactNode;
}
/** Of a list that is not in the address: whole, as it came. */
const ALL: Choice = { search: '', sort: '', page: 1, size: Number.MAX_SAFE_INTEGER };

/** A list of the console. All are this one: it says in the same way that it loads, is empty, is refused, or that nothing is known. */
export const List = <T,>(props: ListProps<T>) => {
  const { title, noun, reading, columns, url, paged, filters = [], empty, isPage = false } = props;
  const state = listState(reading);
  const known = state === 'items' || state === 'stale' ? (reading.items ?? []) : [];
  const choice = url && !paged ? url : ALL;
  const { search, sort, page, size } = choice;
  const chosen = useMemo(() => choose(known, columns, { search, sort, page, size }), [known, columns, search, sort, page, size]);
  const isFiltered = paged ? paged.isFiltered : search !== '' || filters.some((name) => url?.get(name));
  const clear = (): void => url?.set(Object.fromEntries(['search', ...filters].map((name) => [name, ''])));
  return (
    <SpaceBetween size="l">
      {state === 'stale' && (
        <Problem title={`${capital(noun.many)} could not be loaded again`} error={reading.error} onRetry={reading.retry}>
          What is shown was loaded at {dateTime(new Date(reading.readAt ?? 0).toISOString())}.
        </Problem>
      )}
      <ListBody
        noun={noun}
        label={title}
        columns={columns}
        items={chosen.shown}
        idOf={props.idOf}
        variant={isPage ? 'full-page' : 'container'}
        isLoading={state === 'loading'}
        header={<ListHeader {...props} known={known} matching={chosen.matching} isKnown={state === 'items'} />}
        filter={
          url && (
            <Filters
              {...props}
              url={url}
              known={known}
              matching={isFiltered && state === 'items' ? matchText(chosen.matching, paged) : ''}
            />
          )
        }
        pagination={url && hasPages(known, paged) && <Turn url={url} paged={paged} page={chosen.page} pages={chosen.pages} />}
        footer={props.footer}
        instead={
          <Instead
            state={state}
            noun={noun}
            error={reading.error}
            onRetry={reading.retry}
            empty={empty}
            onClear={isFiltered ? clear : undefined}
          />
        }
        sort={url?.sort ?? ''}
        onSort={(wanted) => url?.set({ sort: wanted })}
        canSort={({ id, value }) => url !== undefined && (paged ? (paged.sortable ?? []).includes(id) : value !== undefined)}
        selection={props.selection}
      />
    </SpaceBetween>
  );
};

type Paged = ListProps<unknown>['paged'];
/** A page of which there are more does not say how many match. */
const matchText = (matching: readonly unknown[], paged: Paged): string => {
  if (!paged) return ofThem(matching.length, 'match', 'matches');
  if (paged.total !== undefined) return ofThem(paged.total, 'match', 'matches');
  const { openEnd, currentPageIndex } = paged.pages;
  if (openEnd) return `More than ${ofThem(matching.length, 'match', 'matches')}`;
  return currentPageIndex === 1 ? ofThem(matching.length, 'match', 'matches') : '';
};

interface HeaderProps<T> extends ListProps<T> {
  readonly known: readonly T[];
  readonly matching: readonly T[];
  readonly isKnown: boolean;
}
const ListHeader = <T,>(props: HeaderProps<T>) => {
  const { title, noun, description, isPage = false, actions, columns, paged, url, known, matching, isKnown } = props;
  const counter = isKnown ? counterOf(known.length, matching.length, paged) : undefined;
  return (
    <Header
      variant={isPage ? 'h1' : 'h2'}
      description={description}
      {...(counter ? { counter } : {})}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {url && (
            <ExportButton
              name={noun.many}
              columns={columns}
              disabled={!isKnown}
              read={paged?.readAll ?? (async () => ({ items: matching, isCut: false }))}
            />
          )}
          {props.reading.retry && isPage && <Button iconName="refresh" ariaLabel="Refresh" onClick={props.reading.retry} />}
          {actions}
        </SpaceBetween>
      }
    >
      {title}
    </Header>
  );
};
/** `(34)`, `(3/34)`, and `(20+)` where the API has more than it gave. */
const counterOf = (known: number, matching: number, paged: Paged): string | undefined => {
  if (!paged) return matching === known ? `(${known})` : `(${matching}/${known})`;
  if (paged.total !== undefined) return `(${paged.total})`;
  if (paged.pages.currentPageIndex > 1) return undefined;
  return paged.pages.openEnd ? `(${known}+)` : `(${known})`;
};

/** What fits on the smallest page has none. */
const hasPages = (known: readonly unknown[], paged: Paged): boolean => paged !== undefined || known.length > SIZES[0];

interface FiltersProps<T> extends ListProps<T> {
  readonly url: ListUrl;
  readonly known: readonly T[];
  readonly matching: string;
}
const Filters = <T,>({ searched, noun, filter, url, known, paged, matching }: FiltersProps<T>) => (
  <div className="list-filters">
    {searched && (
      <TextFilter
        filteringText={url.search}
        filteringPlaceholder={searched}
        filteringAriaLabel={`Find ${noun.many}`}
        countText={matching}
        onChange={({ detail }) => url.set({ search: detail.filteringText })}
      />
    )}
    {filter}
    {hasPages(known, paged) && (
      <Select
        selectedOption={{ value: String(url.size), label: `${url.size} per page` }}
        options={SIZES.map((size) => ({ value: String(size), label: `${size} per page` }))}
        ariaLabel={`${capital(noun.many)} per page`}
        onChange={({ detail }) => url.set({ size: detail.selectedOption.value ?? '' })}
      />
    )}
  </div>
);

interface TurnProps {
  readonly url: ListUrl;
  readonly paged: Paged;
  readonly page: number;
  readonly pages: number;
}
const Turn = ({ url, paged, page, pages }: TurnProps) => (
  <Pagination
    {...(paged?.pages ?? {
      currentPageIndex: page,
      pagesCount: pages,
      onChange: ({ detail }) => url.go(detail.currentPageIndex),
    })}
  />
);
