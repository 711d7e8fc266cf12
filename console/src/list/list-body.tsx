import Table, { type TableProps } from '@cloudscape-design/components/table';
import { lazy, type ReactElement, type ReactNode, Suspense, useRef } from 'react';
import { Loading } from '../shown/loading.tsx';
import { sortingOf } from './collection.ts';
import { capital, type ListColumn, type Noun } from './column.ts';
import './list.css';
import { useWidth } from './use-width.ts';

export interface Selection<T> {
  readonly items: readonly T[];
  readonly onChange: (items: readonly T[]) => void;
  readonly nameOf: (item: T) => string;
}
export interface BodyProps<T> {
  readonly noun: Noun;
  readonly label: string;
  readonly columns: readonly ListColumn<T>[];
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly variant: 'full-page' | 'container' | 'embedded';
  readonly isLoading: boolean;
  readonly header: ReactNode;
  readonly filter?: ReactNode;
  readonly pagination?: ReactNode;
  readonly footer?: ReactNode;
  /** What stands in the place of items when there are none: why. */
  readonly instead: ReactNode;
  readonly sort: string;
  readonly onSort: (sort: string) => void;
  readonly canSort: (column: ListColumn<T>) => boolean;
  readonly selection?: Selection<T> | undefined;
}
/** Few need them, and the first page shall be small. */
const ListCards = lazy(() => import('./list-cards.tsx')) as unknown as <T>(props: BodyProps<T>) => ReactElement;
/** What a table needs beside its columns: the boxes to select, and its padding. px. */
const BESIDE = 60;

/** A table, or cards where a table would hide a column: no column is ever out of sight. */
export const ListBody = <T,>(props: BodyProps<T>) => {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const needed = props.columns.reduce((sum, { minWidth }) => sum + minWidth, props.selection ? BESIDE : 0);
  return (
    <div ref={place} className="list">
      {width !== undefined && width >= needed && <AsTable {...props} />}
      {width !== undefined && width < needed && (
        <Suspense fallback={<Loading what={props.noun.many} />}>
          <ListCards {...props} />
        </Suspense>
      )}
    </div>
  );
};

const AsTable = <T,>(props: BodyProps<T>) => {
  const { columns, canSort, sort, onSort, label, items, idOf, variant } = props;
  const shown = columns.map(
    (column): TableProps.ColumnDefinition<T> => ({
      ...column,
      isRowHeader: column.isRowHeader ?? false,
      ...(canSort(column) ? { sortingField: column.id } : {}),
    }),
  );
  const { id, isDescending } = sortingOf(sort);
  const sorting = shown.find((column) => column.id === id);
  return (
    <Table
      {...common(props)}
      variant={variant}
      stickyHeader={variant === 'full-page'}
      wrapLines
      columnDefinitions={shown}
      items={[...items]}
      trackBy={idOf}
      enableKeyboardNavigation
      footer={props.footer}
      sortingDisabled={!columns.some(canSort)}
      {...(sorting ? { sortingColumn: sorting, sortingDescending: isDescending } : {})}
      onSortingChange={({ detail }) => onSort(`${detail.isDescending ? '-' : ''}${detail.sortingColumn.sortingField ?? ''}`)}
      ariaLabels={{ tableLabel: label, ...selectionLabels(props) }}
    />
  );
};

/** Props that a table and cards have alike. */
export const common = <T,>({ isLoading, noun, header, filter, pagination, instead, selection }: BodyProps<T>) => ({
  loading: isLoading,
  loadingText: `Loading ${noun.many} …`,
  header,
  filter,
  pagination,
  empty: instead,
  ...(selection
    ? {
        selectionType: 'multi' as const,
        selectedItems: [...selection.items],
        onSelectionChange: ({ detail }: { readonly detail: { readonly selectedItems: readonly T[] } }) =>
          selection.onChange(detail.selectedItems),
      }
    : {}),
});
export const selectionLabels = <T,>({ noun, selection }: BodyProps<T>) => ({
  selectionGroupLabel: `Select ${noun.many}`,
  allItemsSelectionLabel: () => `Select all ${noun.many} of this page`,
  itemSelectionLabel: (_: unknown, item: T) => selection?.nameOf(item) ?? capital(noun.one),
});
