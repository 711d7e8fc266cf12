/** Widgets of a CloudWatch dashboard, as far as this product needs them (CloudWatch API reference, "Dashboard body structure and syntax"). */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly label: string;
  readonly stat: 'Maximum' | 'Sum' | 'Average' | 'SampleCount' | 'p50' | 'p95';
  /** Its axis: the left one by default. */
  readonly axis?: 'right';
}
interface Placed {
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}
export interface Widget extends Placed {
  readonly x: number;
  readonly y: number;
}

/** Columns of a dashboard. */
const WIDTH = 24;
const HEIGHT = 6;

export interface GraphOptions {
  readonly title: string;
  readonly region: string;
  readonly metrics: readonly Metric[];
  /** Seconds that a point stands for. */
  readonly period: number;
  readonly width: number;
  /** What the left axis counts. */
  readonly unit: string;
  readonly isStacked?: boolean;
  /** A line to compare with. */
  readonly line?: { readonly label: string; readonly value: number };
}

/** Metrics over time. */
export const graph = ({ title, region, metrics, period, width, unit, isStacked = false, line }: GraphOptions): Placed => ({
  type: 'metric',
  width,
  height: HEIGHT,
  properties: {
    title,
    region,
    view: 'timeSeries',
    stacked: isStacked,
    period,
    yAxis: { left: { label: unit, showUnits: false, min: 0 } },
    ...(line ? { annotations: { horizontal: [line] } } : {}),
    metrics: metrics.map(({ namespace, name, dimensions, label, stat, axis }) => [
      namespace,
      name,
      ...Object.entries(dimensions).flat(),
      { label, stat, ...(axis ? { yAxis: axis } : {}) },
    ]),
  },
});

export const text = (markdown: string, height: number): Placed => ({ type: 'text', width: WIDTH, height, properties: { markdown } });

export const alarms = (title: string, arns: readonly string[], height: number): Placed => ({
  type: 'alarm',
  width: WIDTH,
  height,
  properties: { title, alarms: arns },
});

/** Rows from top to bottom, each from left to right. */
export const inRows = (rows: readonly (readonly Placed[])[]): Widget[] => {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const placed = row.map((widget) => {
      const at = { ...widget, x, y };
      x += widget.width;
      return at;
    });
    if (x > WIDTH) throw new RangeError(`a row is ${x} columns wide: a dashboard has ${WIDTH}`);
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
};
