import { useState } from 'preact/hooks';
import { Banners } from './Banners.tsx';
import { Controls } from './Controls.tsx';
import { RoomAudio } from './RoomAudio.tsx';
import { RoomHead } from './RoomHead.tsx';
import { RoomSettings } from './RoomSettings.tsx';
import { type Side, SidePanel } from './SidePanel.tsx';
import { Stage } from './Stage.tsx';
import { useAnnouncements } from './use-announcements.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useWakeLock } from './use-wake-lock.ts';

/** The room itself: stage and strip, one panel beside it, and the controls below. */
export function Room() {
  const [side, setSide] = useState<Side | null>(null);
  const [settings, setSettings] = useState(false);
  const toggle = (next: Side) => setSide((current) => (current === next ? null : next));
  useAnnouncements();
  useWakeLock();
  useShortcuts(toggle);
  return (
    <div class="room dark-ground">
      <RoomHead onPeople={() => toggle('people')} />
      <Banners />
      <div class="room-body">
        <Stage />
        {side && <SidePanel side={side} onClose={() => setSide(null)} />}
      </div>
      <Controls side={side} onSide={toggle} onMore={() => setSettings(true)} />
      <RoomAudio />
      <RoomSettings open={settings} onClose={() => setSettings(false)} />
    </div>
  );
}
