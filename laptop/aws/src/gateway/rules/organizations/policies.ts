import { reached, states } from '../../../states.ts';
import { AwsError, jsonResult } from '../../errors.ts';
import type { GatewayContext, Rule } from '../../types.ts';
import { rewriteJson, text } from '../json-answer.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { asOwner } from './state.ts';

interface Enabling {
  readonly rootId: string;
  readonly at: number;
}

/** Policy types that Organizations is enabling, by name. */
const enabling = ({ state }: GatewayContext): Record<string, Enabling> => state('organizations-enabling', () => ({}));

interface PolicyType {
  readonly Type: string;
  readonly Status: string;
}
interface Root {
  readonly Id: string;
  readonly PolicyTypes?: readonly PolicyType[];
}

const rootOf = async (context: GatewayContext): Promise<Root | undefined> => ((await asOwner(context, 'ListRoots', {})).Roots as Root[])[0];

const isEnabled = (root: Root | undefined, type: unknown): boolean => root?.PolicyTypes?.some(({ Type }) => Type === type) ?? false;

/** The emulator enables a type at once: it is told when the time is over. */
const enableWhatIsDue = async (context: GatewayContext): Promise<void> => {
  const pending = enabling(context);
  for (const [PolicyType, { rootId: RootId, at }] of Object.entries(pending)) {
    if (!reached(context.clock, at, states.policyTypeEnabled)) continue;
    // Deleted last: whoever asks meanwhile sees a type that is pending, not one that is neither.
    await asOwner(context, 'EnablePolicyType', { RootId, PolicyType });
    delete pending[PolicyType];
  }
};

const shownRoot = (root: Root, context: GatewayContext): Root => ({
  ...root,
  PolicyTypes: [
    ...(root.PolicyTypes ?? []),
    ...Object.keys(enabling(context)).flatMap((Type) => (isEnabled(root, Type) ? [] : [{ Type, Status: 'PENDING_ENABLE' }])),
  ],
});

const notEnabled = (): AwsError =>
  new AwsError('PolicyTypeNotEnabledException', "The specified policy type isn't currently enabled in this root.");

export const organizationsPolicyRules: readonly Rule[] = [
  {
    name: 'enable-policy-type',
    source: 'https://docs.aws.amazon.com/organizations/latest/APIReference/API_EnablePolicyType.html (PENDING_ENABLE)',
    service: 'organizations',
    operations: ['EnablePolicyType', 'ListRoots', 'CreatePolicy', 'AttachPolicy'],
    before: async (call, context) => {
      await enableWhatIsDue(context);
      // Of AttachPolicy the emulator knows the type.
      if (call.operation !== 'CreatePolicy' && call.operation !== 'EnablePolicyType') return undefined;
      const root = await rootOf(context);
      if (call.operation === 'CreatePolicy') {
        if (!isEnabled(root, call.params.Type)) throw notEnabled();
        return undefined;
      }
      const type = text(call.params.PolicyType);
      if (!root || root.Id !== call.params.RootId || isEnabled(root, type)) return undefined;
      const pending = enabling(context);
      if (pending[type]) {
        throw new AwsError('PolicyChangesInProgressException', 'Changes to the effective policy are in progress. Try again later.');
      }
      pending[type] = { rootId: root.Id, at: context.clock.now() };
      return jsonResult({ Root: shownRoot(root, context) });
    },
    after: (call, result, context) =>
      call.operation === 'ListRoots'
        ? rewriteJson(result, ({ Roots = [], ...rest }) => ({ ...rest, Roots: (Roots as Root[]).map((root) => shownRoot(root, context)) }))
        : result,
  },
  {
    name: 'concurrent-modification',
    source:
      'https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateOrganizationalUnit.html (ConcurrentModificationException); https://github.com/pepperize/cdk-organizations/issues/447',
    service: 'organizations',
    operations: ['CreateOrganizationalUnit', 'CreatePolicy'],
    before: oneAtATime(
      ({ operation }) => operation,
      () => new AwsError('ConcurrentModificationException', 'AWS Organizations is being modified by another request. Try again later.'),
    ),
  },
];
