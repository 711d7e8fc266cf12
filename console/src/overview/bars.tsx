import BarChart from '@cloudscape-design/components/bar-chart';
import type { ChartProps } from './chart.tsx';
import { distinct } from './figures.ts';

/** Pixels of a row; bars stay as thick whatever their number. */
const [ROW, LEAST] = [28, 120];

const Bars = ({ title, what, measure, bars, say, isHorizontal = false }: ChartProps) => {
  const labels = distinct(bars.map(({ label }) => label));
  const most = Math.max(...bars.map(({ value }) => value), 0);
  return (
    <BarChart
      series={[
        {
          title: measure,
          type: 'bar',
          data: bars.map(({ value }, i) => ({ x: labels[i] ?? '', y: value })),
          valueFormatter: say,
        },
      ]}
      xDomain={[...labels]}
      yDomain={[0, most === 0 ? 1 : most]}
      xScaleType="categorical"
      xTitle={what}
      yTitle={measure}
      horizontalBars={isHorizontal}
      height={isHorizontal ? Math.max(LEAST, bars.length * ROW) : 200}
      hideFilter
      hideLegend
      ariaLabel={title}
      ariaDescription="The same figures are in the table below."
      i18nStrings={{
        yTickFormatter: say,
        chartAriaRoleDescription: 'bar chart',
        xAxisAriaRoleDescription: 'x axis',
        yAxisAriaRoleDescription: 'y axis',
      }}
    />
  );
};
export default Bars;
