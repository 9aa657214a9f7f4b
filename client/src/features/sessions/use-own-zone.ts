import { deviceZone } from '@jembatan/shared/zoned';
import { useI18n } from '../../i18n/use-text.ts';

/** The zone the reader's times are shown in: the account's, or the device's for those without one. */
export function useOwnZone(): string {
  return useI18n().zone.value || deviceZone();
}
