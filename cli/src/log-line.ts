import type { LogEvent } from './log-reader.ts';
import type { Styles } from './style.ts';
import { visibleIn } from './visible.ts';

export const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type Level = (typeof LEVELS)[number];

/** A line of a log: structured where our functions wrote it, a text where Lambda did. */
export interface LogLine {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name of the function, without `tenantry-<deployment>-`. */
  readonly function: string;
  readonly level: Level;
  readonly message: string;
  /** Everything else that was said. */
  readonly fields: Readonly<Record<string, unknown>>;
}

const isLevel = (text: unknown): text is Level => LEVELS.some((one) => one === text);
const objectIn = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
};
/** Of every line, or told by the line already: they help machines, not who reads. */
const QUIET = [
  'level',
  'message',
  'timestamp',
  'service',
  'cold_start',
  'function_arn',
  'function_memory_size',
  'function_name',
  'sampling_rate',
  'xray_trace_id',
];

export const lineOf = ({ at, functionName, text }: LogEvent): LogLine => {
  const said = objectIn(text);
  const base = { at: new Date(at).toISOString(), function: functionName };
  if (!said)
    return {
      ...base,
      level: /^(Error|Uncaught)|\bERROR\b|Task timed out/.test(text) ? 'ERROR' : 'INFO',
      message: text.trimEnd(),
      fields: {},
    };
  const { level, message } = said;
  return {
    ...base,
    level: isLevel(level) ? level : level === 'CRITICAL' || level === 'FATAL' ? 'ERROR' : 'INFO',
    message: typeof message === 'string' ? message : text.trimEnd(),
    fields: Object.fromEntries(Object.entries(said).filter(([name]) => !QUIET.includes(name))),
  };
};

const COLOURS: Readonly<Record<Level, keyof Styles>> = { DEBUG: 'dim', INFO: 'dim', WARN: 'yellow', ERROR: 'red' };
const valueText = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /\s/.test(text) ? JSON.stringify(text) : text;
};

/** `12:00:01.123 WARN network-handler  what happened  name=value …`. @param tenantId of whom all lines are, so that none need say it */
export const lineText = (line: LogLine, styles: Styles, tenantId: string | undefined): string => {
  const { at, level, message, fields, function: functionName } = visibleIn(line);
  const more = Object.entries(fields)
    .filter(([, value]) => value !== undefined && value !== tenantId)
    .map(([name, value]) => `${name}=${valueText(value)}`);
  return `${styles.dim(at)} ${styles[COLOURS[level]](level.padEnd(5))} ${styles.bold(functionName)}  ${message}${more.length > 0 ? `  ${styles.dim(more.join(' '))}` : ''}\n`;
};
