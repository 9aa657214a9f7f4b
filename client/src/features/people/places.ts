/** Regions Intl names that are no country a person lives in. */
const notCountries = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ'.split(' '));
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function isCountry(code: string, names: Intl.DisplayNames): boolean {
  if (notCountries.has(code) || names.of(code) === undefined) return false;
  // A code of a country that is no more is turned into its successor's.
  return new Intl.Locale(`und-${code}`).region === code;
}

let known: readonly string[] | null = null;

/** ISO 3166-1 codes, as far as this browser's Intl has a name for them. */
export function countries(): readonly string[] {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  known ??= [...letters]
    .flatMap((a) => [...letters].map((b) => a + b))
    .filter((code) => isCountry(code, names));
  return known;
}

/** All IANA zones by their first part; `own` is among them even when this browser lists it under another name. */
export function zonesByRegion(own: string): { region: string; zones: string[] }[] {
  const all = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), own]);
  const groups = Map.groupBy([...all].sort(), (zone) => zone.split('/')[0] ?? zone);
  return [...groups].map(([region, zones]) => ({ region, zones }));
}
