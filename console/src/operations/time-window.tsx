import DateRangePicker, { type DateRangePickerProps } from '@cloudscape-design/components/date-range-picker';
import { WINDOWS } from './audit-time.ts';

interface TimeWindowProps {
  /** As `windowOf` reads it. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}
/** A field for a time window, of the last days or between two moments. */
export const TimeWindow = ({ value, onChange }: TimeWindowProps) => {
  const [startDate = '', endDate = ''] = value.split('/');
  const relative = WINDOWS.find(({ key }) => key === value);
  const absolute = endDate ? ({ type: 'absolute', startDate, endDate } as const) : null;
  return (
    <DateRangePicker
      value={relative ? { type: 'relative', ...relative } : absolute}
      relativeOptions={WINDOWS.map((one) => ({ ...one, type: 'relative' as const }))}
      isValidRange={validity}
      placeholder="Any time"
      ariaLabel="Only of this time"
      onChange={({ detail }) => onChange(textOf(detail.value))}
    />
  );
};

const textOf = (chosen: DateRangePickerProps.Value | null): string => {
  if (!chosen) return '';
  if (chosen.type === 'absolute') return `${chosen.startDate}/${chosen.endDate}`;
  return chosen.key ?? `${chosen.amount}d`;
};

const validity = (chosen: DateRangePickerProps.Value | null): DateRangePickerProps.ValidationResult => {
  if (chosen?.type === 'relative' && !WINDOWS.some(({ key }) => key === chosen.key)) {
    return { valid: false, errorMessage: 'Choose one of these, or a range of dates.' };
  }
  if (chosen?.type === 'absolute' && !(Date.parse(chosen.startDate) <= Date.parse(chosen.endDate))) {
    return { valid: false, errorMessage: 'Choose an end that is after the begin.' };
  }
  return { valid: true };
};
