import { useState } from 'preact/hooks';
import { useText } from '../../i18n/use-text.ts';
import { deviceStorage } from '../../state/device-storage.ts';
import { SelectField } from '../../ui/Field.tsx';

const name = 'jembatan.saver';
const choices = ['system', 'on', 'off'] as const;
type Choice = (typeof choices)[number];

function read(): Choice {
  const kept = deviceStorage.read(name);
  return choices.find((choice) => choice === kept) ?? 'system';
}

/** What the browser was told; not every one says so. */
function browserSaves(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

function choose(choice: Choice): void {
  if (choice === 'system') deviceStorage.remove(name);
  else deviceStorage.write(name, choice);
  const { dataset } = document.documentElement;
  if (choice === 'on' || (choice === 'system' && browserSaves())) dataset.saver = '';
  else delete dataset.saver;
}

/** Whether pictures wait for a tap; kept on this device. first.js reads it before the first picture. */
export function SaverField() {
  const t = useText('people');
  const [chosen, setChosen] = useState(read);
  return (
    <SelectField
      label={t('saver.label')}
      hint={t('saver.hint')}
      value={chosen}
      onChange={(event) => {
        const choice = choices.find((one) => one === event.currentTarget.value) ?? 'system';
        choose(choice);
        setChosen(choice);
      }}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {t(`saver.${choice}`)}
        </option>
      ))}
    </SelectField>
  );
}
