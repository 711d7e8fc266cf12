import Select from '@cloudscape-design/components/select';
import type { PlanOffer } from '@tenantry/api-client/generated/api';
import { count, dollars } from './format.ts';

/** What a tenant of a plan is held to, in a line. */
export const limitsText = ({ budgetUsd, requests, memoryMb, cidrPrefix, connections, mfa }: PlanOffer): string =>
  [
    `budget ${dollars(budgetUsd)} a month`,
    `${count(requests.address, 'request')} of an address in five minutes`,
    `${memoryMb} MB of memory`,
    `a range of /${cidrPrefix}`,
    `${connections} connections`,
    `second factor ${mfa === 'ON' ? 'demanded' : 'optional'}`,
  ].join(', ');

interface Props {
  /** Undefined while they are not loaded. */
  readonly plans: readonly PlanOffer[] | undefined;
  readonly plan: string;
  readonly onChange: (plan: string) => void;
}

/** A plan of the catalogue, with what each gives. One that the catalogue does not have is shown, and cannot be chosen again. */
export const PlanSelect = ({ plans = [], plan, onChange }: Props) => {
  const options = plans.map((offer) => ({
    value: offer.name,
    label: offer.name,
    description: [offer.description, limitsText(offer)].filter(Boolean).join(': '),
  }));
  return (
    <Select
      selectedOption={options.find(({ value }) => value === plan) ?? { value: plan, label: plan }}
      options={options}
      statusType={plans.length > 0 ? 'finished' : 'loading'}
      loadingText="Loading the plans"
      onChange={({ detail }) => onChange(detail.selectedOption.value ?? plan)}
    />
  );
};
