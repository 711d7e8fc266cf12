import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useMutation } from '@tanstack/react-query';
import { csvOf } from '@tenantry/api-client/csv';
import { useNotify } from '../shell/notices.tsx';
import { saveFile } from '../tenant/saved-file.ts';
import type { ListColumn } from './column.ts';
import { fileRows } from './file-rows.ts';

interface ExportProps<T> {
  readonly name: string;
  readonly columns: readonly ListColumn<T>[];
  readonly disabled: boolean;
  readonly read: () => Promise<{ readonly items: readonly T[]; readonly isCut: boolean }>;
}

/** Saves all that the list's filters leave as a file: what its columns have as CSV, or what the API answered as JSON. */
export const ExportButton = <T,>({ name, columns, disabled, read }: ExportProps<T>) => {
  const notify = useNotify();
  const { mutate, isPending } = useMutation({
    mutationFn: async (format: string) => {
      const { items, isCut } = await read();
      const day = new Date().toISOString().slice(0, 10);
      const content = format === 'csv' ? csvOf(fileRows(columns, items)) : `${JSON.stringify(items, null, 2)}\n`;
      saveFile(`${name.replaceAll(' ', '-')}-${day}.${format}`, content);
      if (isCut) notify('warning', `The file has the first ${items.length} ${name} only: filter them first.`);
    },
    onError: (error) => notify('error', `No file was saved, because not all ${name} could be loaded: ${error.message}`),
  });
  return (
    <ButtonDropdown
      items={[
        { id: 'csv', text: 'CSV' },
        { id: 'json', text: 'JSON' },
      ]}
      disabled={disabled}
      loading={isPending}
      onItemClick={({ detail }) => mutate(detail.id)}
    >
      Export
    </ButtonDropdown>
  );
};
