import { useTile } from '../../board/context';
import { Dialog } from '../../parts/dialog';
import { useWords } from '../../parts/words';
import { mayCommand } from '../permitted';
import { PairForm } from './pair-form';
import { ScreenCard } from './screen-card';
import './screens-dialog.css';
import { useRequests } from './use-requests';
import { useScreens } from './use-screens';
import { WallCard } from './wall-card';

/** Every wall in the building that is connected to the hub: how it is, and what can be asked of it. */
export function ScreensDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords();
  const role = useTile('link')?.role;
  return (
    <Dialog title={words.t('desk.screens.title')} width="wide" className="screens" onClose={onClose}>
      {role !== undefined && !mayCommand(role) ? <p className="dialog-content">{words.t('desk.screens.forbidden')}</p> : <ScreensConsole />}
    </Dialog>
  );
}

function ScreensConsole() {
  const words = useWords();
  const { screens, pictures } = useScreens();
  const requests = useRequests();
  if (screens == null)
    return (
      <p className="dialog-content" role="status">
        {words.t(screens === undefined ? 'desk.screens.loading' : 'desk.screens.offline')}
      </p>
    );
  const walls = new Map(screens.walls.map((wall) => [wall.id, wall]));
  const seen = new Set(screens.screens.map(({ wall }) => wall));
  const unseen = screens.walls
    .filter(({ id }) => !seen.has(id))
    .toSorted((a, b) => Number(a.revoked !== null) - Number(b.revoked !== null));
  const present = screens.screens.filter(({ state }) => state !== 'absent');
  return (
    <div className="dialog-content screens-console">
      <div className="screens-head">
        <p>
          {words.t('desk.screens.summary', {
            screens: screens.screens.length,
            live: screens.screens.filter(({ state }) => state === 'live').length,
          })}
        </p>
        <button
          type="button"
          className="button"
          data-act="identify-all"
          disabled={present.length === 0}
          onClick={() => {
            for (const { id, number } of present) void requests.ask(id, { kind: 'act', id, act: { kind: 'identify', number } });
          }}
        >
          {words.t('desk.screens.act.identify-all')}
        </button>
      </div>
      <PairForm requests={requests} waiting={screens.waiting} />
      {screens.screens.length + unseen.length === 0 ? (
        <div className="screens-empty">
          <p>{words.t('desk.screens.empty')}</p>
          <code>npm start -- --wall --hub https://…</code>
        </div>
      ) : (
        <ul className="screen-cards">
          {screens.screens.map((screen) => (
            <ScreenCard
              key={screen.id}
              screen={screen}
              wall={screen.wall === null ? undefined : walls.get(screen.wall)}
              head={screens.head}
              picture={pictures.get(screen.id)}
              requests={requests}
            />
          ))}
          {unseen.map((wall) => (
            <WallCard key={wall.id} wall={wall} requests={requests} />
          ))}
        </ul>
      )}
    </div>
  );
}
