import type { SignedIn } from '@jembatan/shared/auth.contract';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useApp } from '../../app-context.ts';
import { isOwnAddress } from '../../frame/return-to.ts';

interface Entrance {
  /** Where the way leads after signing in. */
  readonly to: string;
  /** Takes the answer of a sign-in or sign-up and goes on. */
  enter(answer: SignedIn): void;
}

/** The way in, back to where a person came from. */
export function useEnter(): Entrance {
  const { session } = useApp();
  const { query, route } = useLocation();
  const wanted = query.to;
  const to = isOwnAddress(wanted) ? wanted : '/';
  const kind = session.session.value.kind;

  // Whoever is signed in already has no business at the door.
  useEffect(() => {
    if (kind === 'member') route(to, true);
  }, [kind]);

  return { to, enter: (answer) => session.accept(answer) };
}
