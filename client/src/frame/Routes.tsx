import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { exec } from 'preact-iso/router';
import { useApp } from '../app-context.ts';
import type { PageProps, PageRoute } from '../feature.ts';
import { Skeleton } from '../ui/States.tsx';
import { Frame } from './Frame.tsx';
import { NotFound } from './NotFound.tsx';

/** Members' pages ask visitors to sign in. */
function build({ load, access }: PageRoute): ComponentType<PageProps> {
  const Content = lazy(load);
  return function Guarded({ params, query }: PageProps) {
    const kind = useApp().session.session.value.kind;
    if (kind === 'starting') return <Skeleton />;
    if (access === 'member' && kind === 'visitor') return <NotFound />;
    return <Content params={params} query={query} />;
  };
}

/** Notes the first step to another page: from then on a new page's heading takes the focus. */
function useNoteMoves(): void {
  const { path, wasPush } = useLocation() as ReturnType<typeof useLocation> & { wasPush?: boolean };
  useEffect(() => {
    if (!wasPush) return;
    document.documentElement.dataset.moved = 'true';
  }, [path]);
}

/** All pages of all features, in their frame; built once. */
export function createRoutes(pages: readonly PageRoute[]): ComponentType {
  const routes = pages.map((page) => (
    <Route key={page.path} path={page.path} component={build(page)} />
  ));
  return function Routes() {
    const { path } = useLocation();
    useNoteMoves();
    const page = pages.find((one) => exec(path, one.path));
    return (
      <Frame tab={page?.tab} bare={page?.frame === 'bare'}>
        <ErrorBoundary>
          <Router>{[...routes, <Route key="missing" default component={NotFound} />]}</Router>
        </ErrorBoundary>
      </Frame>
    );
  };
}
