import type { ComponentChildren } from 'preact';

interface Tab<K extends string> {
  readonly key: K;
  readonly label: string;
  readonly count?: number | undefined;
}

interface TabsProps<K extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<K>[];
  readonly current: K;
  readonly onChange: (key: K) => void;
  readonly children?: ComponentChildren;
}

/** Tabs inside one page; arrow keys move between them. `children` is the current panel. */
export function Tabs<K extends string>({ label, tabs, current, onChange, children }: TabsProps<K>) {
  function move(target: HTMLElement, step: number): void {
    const rightToLeft = getComputedStyle(target).direction === 'rtl';
    const here = tabs.findIndex((tab) => tab.key === current);
    const next = tabs[(here + (rightToLeft ? -step : step) + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.key);
    target.parentElement?.querySelector<HTMLElement>(`[data-tab="${next.key}"]`)?.focus();
  }
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            class="tab"
            data-tab={tab.key}
            aria-selected={tab.key === current}
            tabIndex={tab.key === current ? 0 : -1}
            onClick={() => onChange(tab.key)}
            onKeyDown={(event) => {
              const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
              if (step) move(event.currentTarget, step);
            }}
          >
            {tab.label}
            {tab.count ? <span class="pill pill-count">{tab.count}</span> : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={tabs.find((tab) => tab.key === current)?.label}>
        {children}
      </div>
    </>
  );
}

/** Tabs that are pages of their own. */
export function LinkTabs({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { href: string; label: string; current: boolean }[];
}) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.href}
          class="tab"
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
        >
          {tab.label}
        </a>
      ))}
    </nav>
  );
}
