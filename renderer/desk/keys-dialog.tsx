import { Dialog } from '../parts/dialog';
import { useWords, type WordKey } from '../parts/words';
import './keys-dialog.css';
import { shortcutText } from './top-bar';

const GROUPS: readonly { readonly title: WordKey; readonly keys: readonly (readonly [readonly string[], WordKey])[] }[] = [
  {
    title: 'desk.keys.group.table',
    keys: [
      [['j', '↓'], 'desk.keys.move'],
      [['k', '↑'], 'desk.keys.move-up'],
      [['PgDn', 'PgUp'], 'desk.keys.page'],
      [['g', 'G'], 'desk.keys.ends'],
      [['1', '…', '8'], 'desk.keys.sort'],
      [['/'], 'desk.palette.find'],
    ],
  },
  {
    title: 'desk.keys.group.act',
    keys: [
      [['x'], 'desk.keys.select'],
      [['⇧x'], 'desk.keys.range'],
      [['Ctrl A'], 'desk.palette.select-screen'],
      [['↵'], 'desk.keys.open'],
      [['r'], 'desk.palette.reassign'],
      [['u'], 'desk.palette.urge'],
    ],
  },
  {
    title: 'desk.keys.group.floor',
    keys: [
      [['c'], 'desk.palette.floor'],
      [['↵'], 'desk.keys.deeper'],
      [['w'], 'desk.palette.what-if'],
      [['←', '→'], 'desk.keys.slider'],
      [['Home'], 'desk.keys.slider-reset'],
    ],
  },
  {
    title: 'desk.keys.group.layouts',
    keys: [
      [['b'], 'desk.palette.layouts'],
      [['←', '…', '↓'], 'layouts.keys.move'],
      [['⇧←', '…', '⇧↓'], 'layouts.keys.resize'],
      [['Del'], 'layouts.remove'],
      [['↵'], 'layouts.keys.add'],
      [['Ctrl Z', 'Ctrl Y'], 'layouts.keys.undo'],
      [['Ctrl S'], 'layouts.save'],
    ],
  },
  {
    title: 'desk.keys.group.desk',
    keys: [
      [['Ctrl K'], 'desk.palette.title'],
      [['e'], 'desk.emergency.band'],
      [['t'], 'desk.palette.time'],
      [['l'], 'desk.palette.present'],
      [['s'], 'desk.side.screens'],
      [['?'], 'desk.palette.keys'],
      [['Esc'], 'desk.keys.escape'],
    ],
  },
];

/** Every key, in groups. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  return (
    <Dialog title={words.t('desk.keys.title')} width="wide" onClose={onClose}>
      <div className="dialog-content">
        <div className="keys">
          {GROUPS.map((group) => (
            <section key={group.title}>
              <h3>{words.t(group.title)}</h3>
              <dl>
                {group.keys.map(([keys, word]) => (
                  <div key={keys.join(' ')}>
                    <dt>
                      {keys.map((key) =>
                        key === '…' ? (
                          key
                        ) : (
                          <kbd key={key} className="key">
                            {key === 'Ctrl K' ? shortcutText() : key}
                          </kbd>
                        ),
                      )}
                    </dt>
                    <dd>{words.t(word)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
        <p className="keys-note">{words.t('desk.keys.note')}</p>
      </div>
    </Dialog>
  );
}
