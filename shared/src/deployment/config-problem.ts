/** One thing wrong with a configuration, for the person who wrote it. */
export interface ConfigProblem {
  /** `network.cells.0.pool`. */
  readonly path: string;
  readonly problem: string;
  readonly fix: string;
}
