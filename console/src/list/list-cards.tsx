import Cards from '@cloudscape-design/components/cards';
import { type BodyProps, common, selectionLabels } from './list-body.tsx';

/** The rows of a list as cards, each with all that the columns have. */
const ListCards = <T,>(props: BodyProps<T>) => {
  const { columns, label, items, idOf, variant } = props;
  const heading = columns.find(({ isRowHeader }) => isRowHeader) ?? columns[0];
  return (
    <>
      <Cards
        {...common(props)}
        variant={variant === 'full-page' ? 'full-page' : 'container'}
        items={[...items]}
        trackBy={idOf}
        cardDefinition={{
          header: (item) => heading?.cell(item),
          sections: columns
            .filter((column) => column !== heading)
            .map(({ id, header, cell }) => ({ id, header, content: (item: T) => cell(item) })),
        }}
        cardsPerRow={[{ cards: 1 }, { minWidth: 640, cards: 2 }]}
        ariaLabels={{ cardsLabel: label, ...selectionLabels(props) }}
      />
      {props.footer}
    </>
  );
};
export default ListCards;
