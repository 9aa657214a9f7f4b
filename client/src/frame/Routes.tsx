import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { ErrorBoundary, lazy, Route, Router, useLocation } from 'preact-iso';
import { useApp } from '../app-context.ts';
import type { PageProps, PageRoute } from '../feature.ts';
import { Skeleton } from '../ui/States.tsx';
import { Frame } from './Frame.tsx';
import { NotFound } from './NotFound.tsx';

interface BuiltRoute {
  readonly path: string;
  readonly component: ComponentType<PageProps>;
}

/** Members' pages ask visitors to sign in; every page gets its frame. */
function build({ load, tab, access, frame, path }: PageRoute): BuiltRoute {
  const Content = lazy(load);
  function Guarded({ params, query }: PageProps) {
    const kind = useApp().session.session.value.kind;
    if (kind === 'starting') return <Skeleton />;
    if (access === 'member' && kind === 'visitor') return <NotFound />;
    return <Content params={params} query={query} />;
  }
  function Framed(props: PageProps) {
    if (frame === 'bare') return <Guarded {...props} />;
    return (
      <Frame tab={tab}>
        <Guarded {...props} />
      </Frame>
    );
  }
  return { path, component: Framed };
}

function Missing() {
  return (
    <Frame tab={undefined}>
      <NotFound />
    </Frame>
  );
}

/** After a step to another page: its start, or the place a `#` names. */
function useScrollToStart(): void {
  const { path, wasPush } = useLocation() as ReturnType<typeof useLocation> & { wasPush?: boolean };
  useEffect(() => {
    if (!wasPush) return;
    document.documentElement.dataset['moved'] = 'true';
    if (!location.hash) scrollTo(0, 0);
  }, [path]);
}

/** All pages of all features; built once. */
export function createRoutes(pages: readonly PageRoute[]): ComponentType {
  const routes = pages.map(build);
  return function Routes() {
    useScrollToStart();
    return (
      <ErrorBoundary>
        <Router>
          {[
            ...routes.map(({ path, component }) => (
              <Route key={path} path={path} component={component} />
            )),
            <Route key="missing" default component={Missing} />,
          ]}
        </Router>
      </ErrorBoundary>
    );
  };
}
