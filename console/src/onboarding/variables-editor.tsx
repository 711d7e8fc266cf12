import AttributeEditor from '@cloudscape-design/components/attribute-editor';
import Input from '@cloudscape-design/components/input';
import type { RowProblem, VariableRow } from './variables.ts';

interface EditorProps {
  readonly rows: readonly VariableRow[];
  /** What is wrong with rows, by index. */
  readonly wrong: ReadonlyMap<number, RowProblem>;
  readonly onChange: (rows: readonly VariableRow[]) => void;
  readonly isReadOnly?: boolean;
  readonly empty: string;
}

export const VariablesEditor = ({ rows, wrong, onChange, isReadOnly = false, empty }: EditorProps) => {
  const set = (index: number, change: Partial<VariableRow>): void =>
    onChange(rows.map((row, i) => (i === index ? { ...row, ...change } : row)));
  return (
    <AttributeEditor<VariableRow>
      items={rows}
      empty={empty}
      addButtonText="Add a variable"
      removeButtonText="Remove"
      removeButtonAriaLabel={({ name }) => `Remove ${name || 'the empty variable'}`}
      disableAddButton={isReadOnly}
      isItemRemovable={() => !isReadOnly}
      onAddButtonClick={() => onChange([...rows, { name: '', value: '' }])}
      onRemoveButtonClick={({ detail }) => onChange(rows.filter((_, i) => i !== detail.itemIndex))}
      definition={[
        {
          label: 'Name',
          control: ({ name }, i) => (
            <Input
              value={name}
              readOnly={isReadOnly}
              placeholder="LOG_LEVEL"
              ariaLabel={`Name of variable ${i + 1}`}
              spellcheck={false}
              onChange={({ detail }) => set(i, { name: detail.value })}
            />
          ),
          errorText: (_, i) => wrong.get(i)?.name,
        },
        {
          label: 'Value',
          control: ({ value, name }, i) => (
            <Input
              value={value}
              readOnly={isReadOnly}
              ariaLabel={`Value of ${name || `variable ${i + 1}`}`}
              spellcheck={false}
              onChange={({ detail }) => set(i, { value: detail.value })}
            />
          ),
          errorText: (_, i) => wrong.get(i)?.value,
        },
      ]}
    />
  );
};
