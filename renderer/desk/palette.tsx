import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { Dialog } from '../parts/dialog';
import { useWords } from '../parts/words';
import { commandsMatching, type DeskCommand } from './commands';
import './palette.css';

interface PaletteProps {
  readonly commands: readonly DeskCommand[];
  readonly onClose: () => void;
  /** Looks a text up in the table. */
  readonly onFind: (text: string) => void;
}

/** Everything that the desk can do, found by typing. */
export function Palette({ commands, onClose, onFind }: PaletteProps) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const shown = useMemo(() => {
    const found = commandsMatching(commands, text);
    if (text.trim() === '') return found;
    const find: DeskCommand = {
      id: 'find-text',
      group: 'filter',
      label: words.t('desk.palette.find-text', { text: text.trim() }),
      keys: '',
      enabled: true,
      run: () => onFind(text.trim()),
    };
    return /^\d{4,}/u.test(text.trim()) ? [find, ...found] : [...found, find];
  }, [commands, text, words, onFind]);
  const at = Math.min(active, shown.length - 1);
  useEffect(() => {
    document.querySelector(`#${CSS.escape(`${id}-${at}`)}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  const run = (command: DeskCommand | undefined) => {
    if (command === undefined) return;
    // Closed first: the command may open a dialog of its own.
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || (event.ctrlKey && event.key === 'n')) setActive((at + 1) % shown.length);
    else if (event.key === 'ArrowUp' || (event.ctrlKey && event.key === 'p')) setActive((at - 1 + shown.length) % shown.length);
    else if (event.key === 'Enter') run(shown[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={words.t('desk.palette.title')} showTitle={false} place="top" className="palette" onClose={onClose}>
      <input
        ref={input}
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={shown[at] === undefined ? undefined : `${id}-${at}`}
        aria-label={words.t('desk.palette.search')}
        placeholder={words.t('desk.palette.search')}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={words.t('desk.palette.title')} className="palette-list">
        {shown.map((command, index) => (
          <div key={command.id} role="presentation">
            {index === 0 || shown[index - 1]?.group !== command.group ? (
              <p className="palette-group" role="presentation">
                {words.t(`desk.palette.group.${command.group}`)}
              </p>
            ) : null}
            <div
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              data-command={command.id}
              aria-selected={index === at}
              data-active={index === at || undefined}
              className="palette-option"
              onMouseMove={() => setActive(index)}
              onClick={() => run(command)}
            >
              <span>{command.label}</span>
              {command.keys === '' ? null : <kbd className="key">{command.keys}</kbd>}
            </div>
          </div>
        ))}
        {shown.length === 0 ? <p className="facet-nothing">{words.t('desk.palette.nothing')}</p> : null}
      </div>
    </Dialog>
  );
}
