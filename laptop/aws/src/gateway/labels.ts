import type { World } from '../world.ts';
import type { AwsCall } from './call.ts';

/** What a caller said of its work, by label: `{ job: 'nightly', customer: 'c-1' }`. */
export type Labels = Readonly<Record<string, string>>;

const metadata = (userAgent: string, name: string): string | undefined =>
  userAgent
    .split(' ')
    .find((word) => word.startsWith(`md/${name}#`))
    ?.slice(`md/${name}#`.length);

/** The labels of a call, from the metadata in its user agent (AWS SDK for JavaScript, `customUserAgent`). */
export const labelsOf = ({ labels = {} }: Pick<World, 'labels'>, { headers }: Pick<AwsCall, 'headers'>): Labels =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([label, name]) => {
      const value = metadata(headers['user-agent'] ?? '', name);
      return value ? [[label, value]] : [];
    }),
  );
