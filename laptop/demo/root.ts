import type { Laptop } from './laptop.ts';

/** Client configuration of an account's root, which the laptop knows by its access key: the account's id. */
export const rootOf = ({ url, region }: Pick<Laptop, 'url' | 'region'>, accountId: string, wanted: string = region) => ({
  endpoint: url,
  region: wanted,
  credentials: { accessKeyId: accountId, secretAccessKey: 'laptop' },
});
