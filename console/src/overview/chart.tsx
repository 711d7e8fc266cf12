import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { lazy, Suspense } from 'react';
import { Loading } from '../shown/loading.tsx';

/** Cloudscape's charts weigh as much as the rest of the page: it is there before them. */
const Bars = lazy(() => import('./bars.tsx'));

interface Bar {
  readonly label: string;
  readonly value: number;
  /** The page about it, in the table. */
  readonly href?: string;
}
export interface ChartProps {
  readonly title: string;
  /** What a bar stands for: "State". */
  readonly what: string;
  /** What its length says: "Tenants". */
  readonly measure: string;
  readonly bars: readonly Bar[];
  readonly say: (value: number) => string;
  readonly isHorizontal?: boolean;
}

/** A bar chart, and the same as a table for who does not see it, or wants the figures. */
export const Chart = (props: ChartProps) => {
  const { title, what, measure, bars, say } = props;
  return (
    <>
      <Suspense fallback={<Loading what="chart" />}>
        <Bars {...props} />
      </Suspense>
      <ExpandableSection headerText={`${title}, as a table`} variant="footer">
        <table className="plain" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{what}</th>
              <th scope="col">{measure}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, value, href }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two tenants may have one name, and bars do not move
              <tr key={i}>
                <th scope="row">{href ? <a href={href}>{label}</a> : label}</th>
                <td>{say(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ExpandableSection>
    </>
  );
};
