import { seconds } from './report.ts';

/** Where one stage of one tenant is. */
export interface StageRow {
  readonly tenant: string;
  readonly stage: string;
  readonly step: string;
  readonly state: 'waiting' | 'started' | 'retrying' | 'done' | 'stalled' | 'failed' | 'idle';
  /** What it waits for, or what went wrong. */
  readonly reason: string;
  readonly elapsedMs: number;
}
export interface ProgressView {
  readonly show: (rows: readonly StageRow[], elapsedMs: number, title: string) => void;
  readonly end: () => void;
}
/** Shows nothing. */
export const silentView: ProgressView = { show: () => undefined, end: () => undefined };

const MARKS: Readonly<Record<StageRow['state'], string>> = {
  idle: '·',
  started: '▸',
  waiting: '…',
  retrying: '↻',
  done: '✔',
  stalled: '■',
  failed: '✖',
};

const line = (row: StageRow, width: number): string => {
  const where = row.state === 'idle' ? '' : row.state === 'done' ? 'done' : row.step;
  const text = `${MARKS[row.state]} ${row.tenant.padEnd(14)} ${row.stage.padEnd(9)} ${where.padEnd(22)} ${seconds(row.elapsedMs).padStart(8)}  ${row.reason}`;
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
};

/** Redraws a table in a terminal; elsewhere writes a line when a stage moves. */
export const progressView = (out: NodeJS.WriteStream): ProgressView => (out.isTTY ? table(out) : lines(out));

const table = (out: NodeJS.WriteStream): ProgressView => {
  let drawn = 0;
  return {
    show: (rows, elapsedMs, title) => {
      const width = out.columns || 120;
      const text = [`  ${title}, ${seconds(elapsedMs)}`, ...rows.map((row) => line(row, width))];
      out.write(`${drawn > 0 ? `\u001b[${drawn}A` : ''}${text.map((t) => `\u001b[2K${t}\n`).join('')}`);
      drawn = text.length;
    },
    end: () => undefined,
  };
};

const lines = (out: NodeJS.WriteStream): ProgressView => {
  const last = new Map<string, string>();
  return {
    show: (rows, elapsedMs) => {
      for (const row of rows) {
        if (row.state === 'idle') continue;
        const key = `${row.tenant}/${row.stage}`;
        const now = `${row.step}/${row.state}/${row.reason}`;
        if (last.get(key) === now) continue;
        last.set(key, now);
        out.write(`[${seconds(elapsedMs).padStart(7)}] ${line({ ...row, elapsedMs: row.elapsedMs }, 200)}\n`);
      }
    },
    end: () => undefined,
  };
};
