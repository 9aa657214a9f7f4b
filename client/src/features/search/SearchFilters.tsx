import { useFormat } from '../../i18n/format.ts';
import { spokenLanguages } from '../../i18n/spoken-languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Field, SelectField } from '../../ui/Field.tsx';
import type { FilterName, Filters } from './wish.ts';

interface FiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** Choices of each list, by the names of their texts. */
const choices = {
  order: ['fit', 'date'],
  kind: ['discussion', 'question', 'announcement'],
  is: ['answered', 'unanswered'],
  has: ['picture', 'file'],
} as const;

/** How many filters are set that this form shows. */
const countOf = (filters: Filters) => {
  const { threadId: _thread, spaceId: _space, communityId: _place, tag: _tag, ...shown } = filters;
  return Object.values(shown).filter(Boolean).length;
};

/** Where there is room beside what was found; on a phone the form would push it out of sight. */
const isWide = () => matchMedia('(min-width: 700px)').matches;

/** What narrows a search; a change searches at once. */
export function SearchFilters({ filters, onChange }: FiltersProps) {
  const t = useText('search');
  const count = countOf(filters);
  const set = (name: FilterName, value: string) => onChange({ ...filters, [name]: value });
  const choice = (name: keyof typeof choices) => (
    <SelectField
      label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      onChange={(event) => set(name, event.currentTarget.value)}
    >
      {name !== 'order' && <option value="">{t('filter.any')}</option>}
      {choices[name].map((one) => (
        <option key={one} value={one === 'fit' ? '' : one}>
          {t(`choice.${name}.${one}`)}
        </option>
      ))}
    </SelectField>
  );
  const typed = (name: 'author' | 'after' | 'before') => (
    <Field
      type={name === 'author' ? 'text' : 'date'}
      label={t(`filter.${name}`)}
      value={filters[name] ?? ''}
      autoComplete="off"
      onChange={(event) => set(name, event.currentTarget.value.trim())}
    />
  );
  return (
    <details class="search-filters" open={count > 0 && isWide()}>
      <summary>{count > 0 ? t('filtersSet', { count }) : t('filters')}</summary>
      <div class="search-filter-grid">
        {choice('order')}
        {typed('author')}
        {choice('kind')}
        {choice('is')}
        {choice('has')}
        <LanguageChoice value={filters.lang} onChange={(lang) => set('lang', lang)} />
        {typed('after')}
        {typed('before')}
      </div>
      {count > 0 && <Button onClick={() => onChange({})}>{t('noFilters')}</Button>}
    </details>
  );
}

interface LanguageChoiceProps {
  readonly value: string | undefined;
  readonly onChange: (lang: string) => void;
}

function LanguageChoice({ value, onChange }: LanguageChoiceProps) {
  const t = useText('search');
  const format = useFormat();
  const languages = spokenLanguages
    .map((tag) => ({ tag, name: format.language(tag) }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <SelectField
      label={t('filter.lang')}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{t('filter.any')}</option>
      {languages.map(({ tag, name }) => (
        <option key={tag} value={tag}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

/** What may be typed, each with its meaning. */
const lines = {
  phrase: '"exchange week"',
  without: '-homework',
  beginning: 'volcan*',
  author: 'author:budi',
  space: 'space:"Our lab"',
  tag: 'tag:science',
  kind: 'kind:question',
  is: 'is:unanswered',
  has: 'has:picture',
  lang: 'lang:id',
  days: 'after:2026-03-01 before:2026-04-01',
  order: 'order:date',
} as const;

/** Help with what may be typed into the box. */
export function SearchHelp() {
  const t = useText('search');
  return (
    <details class="search-filters">
      <summary>{t('help.title')}</summary>
      <dl class="search-help">
        {Object.entries(lines).map(([name, example]) => (
          <div key={name}>
            <dt>
              <code dir="ltr">{example}</code>
            </dt>
            <dd>{t(`help.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
