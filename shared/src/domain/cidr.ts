/** IPv4 address ranges. An address is a number from 0 to 2³²−1, so that plain arithmetic works. */
export interface Range {
  /** First address. */
  readonly start: number;
  /** Number of addresses: a power of two. */
  readonly size: number;
}

const octets = (address: string): number => address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
const dotted = (address: number): string => [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** Range of a CIDR block; host bits are dropped: `10.0.0.7/24` is `10.0.0.0/24`. The block must be well formed (`cidrBlock`). */
export const rangeOf = (cidr: string): Range => {
  const [address = '', prefix = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(prefix));
  return { start: Math.floor(octets(address) / size) * size, size };
};

/** Prefix length: 24 of `10.0.0.0/24`. */
export const prefixOf = (cidr: string): number => Number(cidr.slice(cidr.indexOf('/') + 1));

/** Canonical CIDR block of a range. */
export const cidrOf = ({ start, size }: Range): string => `${dotted(start)}/${32 - Math.log2(size)}`;

export const isCanonical = (cidr: string): boolean => cidrOf(rangeOf(cidr)) === cidr;
export const overlaps = (a: Range, b: Range): boolean => a.start < b.start + b.size && b.start < a.start + a.size;
export const contains = (outer: Range, inner: Range): boolean =>
  outer.start <= inner.start && inner.start + inner.size <= outer.start + outer.size;

/** How many blocks of `size` addresses, one after the other from its start, a range holds that overlap none of `taken`. */
export const freeBlocks = (outer: Range, size: number, taken: readonly Range[]): number => {
  let free = 0;
  for (let start = outer.start; start + size <= outer.start + outer.size; start += size) {
    if (!taken.some((range) => overlaps(range, { start, size }))) free += 1;
  }
  return free;
};

/**
 * The nth block of a prefix length in a range: `blockAt('10.0.0.0/16', 20, 1)` is `10.0.16.0/20`.
 * @throws RangeError when the range has no such block
 */
export const blockAt = (cidr: string, prefix: number, index: number): string => {
  const outer = rangeOf(cidr);
  const size = 2 ** (32 - prefix);
  const block = { start: outer.start + index * size, size };
  if (size > outer.size || !contains(outer, block)) throw new RangeError(`${cidr} has no /${prefix} number ${index}`);
  return cidrOf(block);
};
