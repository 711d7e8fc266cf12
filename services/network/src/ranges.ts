import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Kept, versionedItems } from '@tenantry/shared/aws/versioned-items';
import { serviceName } from '@tenantry/shared/domain/names';
import { type Claim, claimOf, lastClaimOf } from './allocation.ts';

export const rangesTableName = (deployment: string): string => `${serviceName(deployment, 'network')}-ranges`;

/** One item per cell, so that capacity and overlap are decided by one conditional write. */
const kept = (cell: string): Kept<readonly Claim[]> => ({
  key: { cell },
  toValue: (item) => (item as { readonly claims: readonly Claim[] } | undefined)?.claims ?? [],
  toAttributes: (claims) => ({ claims }),
});

interface Claimed {
  readonly cell: string;
  readonly cidr: string;
}
/** Who has which range: table `tenantry-<deployment>-network-ranges`. */
export interface Ranges {
  /** The range that a tenant has, and in which cell. */
  readonly find: (tenantId: string) => Promise<Claimed | undefined>;
  /** The same on removal, also after the range was given back: until it goes to another tenant. */
  readonly findLast: (tenantId: string) => Promise<Claimed | undefined>;
  /**
   * Replaces a cell's claims, if nobody did in between, else tries again with theirs; the same array changes nothing.
   * @returns all that `f` answered when its claims were stored
   */
  readonly change: <Changed extends readonly [readonly Claim[], ...unknown[]]>(
    cell: string,
    f: (claims: readonly Claim[]) => Changed,
  ) => Promise<Changed>;
}

/** @param cells names of all cells; the object serves one step, since it remembers what it read */
export const rangesIn = (table: DynamoDBDocumentClient, tableName: string, cells: readonly string[]): Ranges => {
  const items = versionedItems(table, tableName);
  const findBy = async (of: (claims: readonly Claim[]) => Claim | undefined): Promise<Claimed | undefined> => {
    for (const cell of cells) {
      const claim = of(await items.read(kept(cell)));
      if (claim) return { cell, cidr: claim.cidr };
    }
    return undefined;
  };
  return {
    find: (tenantId) => findBy((claims) => claimOf(claims, tenantId)),
    findLast: (tenantId) => findBy((claims) => lastClaimOf(claims, tenantId)),
    change: (cell, f) => items.change(kept(cell), f),
  };
};
