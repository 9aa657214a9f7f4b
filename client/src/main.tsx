import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/content.css';
import './styles/layers.css';
import './styles/frame.css';
import { createApp, mount } from './app.tsx';

const root = document.getElementById('app');
if (root) {
  mount(await createApp(), root);
}
