import type { JournalEntry } from '@laptop/aws/gateway/journal';

/** What AWS says to a wrong order: something else must go, or come, first. */
const ORDER = new Set([
  'BucketNotEmpty',
  'DeleteConflict',
  'DependencyViolation',
  'DistributionNotDisabled',
  'FunctionInUse',
  'InvalidIPAddress.InUse',
  'InvalidViewerCertificate',
  'OriginAccessControlInUse',
  'Resource.InUse',
  'ResourceInUseException',
  'ResponseHeadersPolicyInUse',
  'WAFAssociatedItemException',
]);
/** Of an address that a NAT gateway holds. */
const isHeldAddress = ({ operation, code }: JournalEntry): boolean => operation === 'ReleaseAddress' && code === 'AuthFailure';
const GONE = /NotFound|NoSuch|Nonexistent/;

/** A distribution that CloudFront would not disable with its certificate, and that was disabled without. */
const isOtherUpdate = (refused: JournalEntry, { account, operation }: JournalEntry): boolean =>
  refused.code === 'InvalidViewerCertificate' &&
  refused.account === account &&
  refused.operation === operation &&
  operation === 'UpdateDistribution';

/** Calls that AWS refused for their order and that nobody made again with success: a refusal was taken for success. */
export const unresolvedRefusals = (entries: readonly JournalEntry[]): readonly string[] => {
  const key = ({ account, service, operation, digest }: JournalEntry): string => [account, service, operation, digest].join(' ');
  const open = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (entry.outcome === 'error' && (ORDER.has(entry.code ?? '') || isHeldAddress(entry))) open.set(key(entry), entry);
    else if (entry.outcome !== 'error' || GONE.test(entry.code ?? '')) {
      open.delete(key(entry));
      for (const [other, refused] of open) if (isOtherUpdate(refused, entry)) open.delete(other);
    }
  }
  return [...open.values()].map(
    ({ labels, service, operation, code, params }) => `${labels?.step ?? ''} ${service} ${operation}: ${code} ${params}`,
  );
};
