import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { number } from '../shown/format.ts';
import { type Draft, exampleOf } from './draft.ts';
import type { StepProps } from './tenant-step.tsx';

const sizeOf = (prefix: number) => ({ value: String(prefix), label: `/${prefix}`, description: `${number(2 ** (32 - prefix))} addresses` });

export const NetworkStep = ({ draft, onChange, errors, rules }: StepProps) => {
  const { min, max, default: usual } = rules?.prefix ?? { min: 18, max: 24, default: 20 };
  const prefixes = Array.from({ length: max - min + 1 }, (_, i) => min + i);
  const choose = (range: string): void => onChange({ ...draft, range: range as Draft['range'], cidrPrefix: draft.cidrPrefix || usual });
  return (
    <Container>
      <SpaceBetween size="l">
        <FormField label="Range of addresses" stretch>
          <RadioGroup
            value={draft.range}
            onChange={({ detail }) => choose(detail.value)}
            items={[
              {
                value: 'automatic',
                label: `Any range of the usual size, /${usual}`,
                description: 'The next one that is free. Right for most tenants.',
              },
              { value: 'size', label: 'Any range of a size' },
              { value: 'exact', label: 'A range of your choice', description: 'Where the hospital has networks that it must not overlap.' },
            ]}
          />
        </FormField>
        {draft.range === 'size' && (
          <FormField label="Size" errorText={errors.cidrPrefix}>
            <Select
              selectedOption={sizeOf(draft.cidrPrefix)}
              options={prefixes.map(sizeOf)}
              onChange={({ detail }) => onChange({ ...draft, cidrPrefix: Number(detail.selectedOption.value) })}
            />
          </FormField>
        )}
        {draft.range === 'exact' && (
          <FormField
            label="CIDR block"
            description={rules && `Within ${rules.cells.map(({ pool }) => pool).join(' or ')}, /${min} to /${max}.`}
            errorText={errors.cidr}
          >
            <Input
              value={draft.cidr}
              placeholder={exampleOf(rules)}
              spellcheck={false}
              onChange={({ detail }) => onChange({ ...draft, cidr: detail.value })}
            />
          </FormField>
        )}
      </SpaceBetween>
    </Container>
  );
};
