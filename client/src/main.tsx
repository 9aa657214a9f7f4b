import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/content.css';
import './styles/layers.css';
import './styles/frame.css';
import { createApp, mount } from './app.tsx';

/** What the server drew stays in sight until the page itself is here. */
function takeOver(root: HTMLElement): void {
  const served = document.getElementById('served');
  if (!served) return;
  const watch = new MutationObserver(() => {
    // A part that is still to come would push away what is being read.
    const isWhole = root.querySelector('h1') && !root.querySelector('.skeleton');
    if (served.offsetParent && !isWhole) return;
    watch.disconnect();
    served.remove();
    root.hidden = false;
  });
  watch.observe(root, { childList: true, subtree: true });
}

const root = document.getElementById('app');
if (root) {
  takeOver(root);
  mount(await createApp(), root);
}
