import { useI18n } from '../../i18n/use-text.ts';

const units = [
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** Says a time in its largest whole unit: `10 minutes`, `90 seconds`. */
export function useDuration(): (seconds: number) => string {
  const locale = useI18n().language.value;
  return (seconds) => {
    const [unit, size] = units.find(([, size]) => seconds % size === 0) ?? units[2];
    const format = { style: 'unit', unit, unitDisplay: 'long' } as const;
    return new Intl.NumberFormat(locale, format).format(seconds / size);
  };
}
