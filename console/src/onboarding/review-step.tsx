import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { UseQueryResult } from '@tanstack/react-query';
import type { Plan } from '@tenantry/api-client/generated/api';
import type { ReactNode } from 'react';
import { CostEstimateTable } from '../shown/cost-estimate.tsx';
import { count, duration, estimated } from '../shown/format.ts';
import { LinkedText } from '../shown/linked-text.tsx';
import { Loading } from '../shown/loading.tsx';
import { limitsText } from '../shown/plan-select.tsx';
import { Problem } from '../shown/problem.tsx';
import { QuotaTable } from '../shown/quota-table.tsx';
import type { Draft, Rules } from './draft.ts';
import { PlannedStages } from './planned-stages.tsx';
import { variablesOf } from './variables.ts';

interface ReviewProps {
  readonly draft: Draft;
  readonly rules: Rules | undefined;
  readonly plan: UseQueryResult<Plan>;
  readonly refused: ReactNode;
}

export const ReviewStep = ({ draft, rules, plan, refused }: ReviewProps) => (
  <SpaceBetween size="l">
    {refused}
    <Container header={<Header variant="h2">Tenant</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Name', value: draft.name },
          { label: 'Domain', value: plan.data?.tenant?.domain ?? `${draft.slug}.${rules?.rootDomain ?? ''}` },
          { label: 'First user', value: draft.adminEmail },
          { label: 'Plan', value: plan.data?.plan ? `${draft.plan}: ${limitsText(plan.data.plan)}` : draft.plan },
          { label: 'Network', value: networkText(draft, rules) },
          { label: 'Variables', value: Object.keys(variablesOf(draft.variables)).join(', ') || 'none of its own' },
        ]}
      />
    </Container>
    {plan.error && <Problem title="The plan could not be made" error={plan.error} onRetry={() => void plan.refetch()} />}
    {plan.isPending && <Loading what="plan" />}
    {plan.data && <PlanView plan={plan.data} />}
  </SpaceBetween>
);

const networkText = ({ range, cidr, cidrPrefix }: Draft, rules: Rules | undefined): string => {
  if (range === 'exact') return cidr;
  return `the next free /${range === 'size' ? cidrPrefix : (rules?.prefix.default ?? 20)}`;
};

const PlanView = ({ plan }: { readonly plan: Plan }) => (
  <SpaceBetween size="l">
    {plan.problems.length > 0 && (
      <Alert type="error" header="Something is wrong with the request">
        <ul>
          {plan.problems.map(({ field, problem, fix }) => (
            <li key={`${field} ${problem}`}>
              {field.replace(/^\//, '')}: {problem}. {fix}
            </li>
          ))}
        </ul>
      </Alert>
    )}
    {plan.refusals.map(({ quota, reason, fix }) => (
      <Alert key={quota} type="error" header={reason}>
        <LinkedText>{fix}</LinkedText>
      </Alert>
    ))}
    {plan.unknown.length > 0 && (
      <Alert type="warning" header="Something is not known, and may be in the way">
        <ul>
          {plan.unknown.map((text) => (
            <li key={text}>
              <LinkedText>{text}</LinkedText>
            </li>
          ))}
        </ul>
      </Alert>
    )}
    <Container header={<Header variant="h2">What will be created</Header>}>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Creates', value: count(plan.resources, 'resource') },
          {
            label: 'Usually ready after',
            value: `${duration(plan.time.seconds)} (${duration(plan.time.serialSeconds)} one after the other)`,
          },
          { label: 'A month, by list price', value: `${estimated(plan.cost.monthlyUsd, plan.cost.priceUnknown)} and usage` },
        ]}
      />
    </Container>
    <PlannedStages stages={plan.stages} />
    <QuotaTable quotas={plan.quotas} title="Room that it needs" />
    <CostEstimateTable estimate={plan.cost} title="Cost of a month" />
  </SpaceBetween>
);
