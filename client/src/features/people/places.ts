/** Languages to choose from; others can still come from elsewhere and are shown. */
export const spokenLanguages: readonly string[] = (
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja jv ka kk km ' +
  'kn ko ku ky lo lt lv mg mi mk ml mn mr ms mt my nb ne nl or pa pl ps pt ro ru rw sd si sk sl so sq sr st su sv sw ta te tg ' +
  'th tk tl tr ug uk ur uz vi xh yo zh zh-Hant zu'
).split(' ');

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
