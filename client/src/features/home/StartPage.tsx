import { useApp } from '../../app-context.ts';
import { HomePage } from './HomePage.tsx';
import { LandingPage } from './LandingPage.tsx';
import './home.css';

/** The same address, two pages: for visitors what this is, for members what is new. */
export function StartPage() {
  const kind = useApp().session.session.value.kind;
  return kind === 'visitor' ? <LandingPage /> : <HomePage />;
}
