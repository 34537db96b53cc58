import { useEffect, useMemo, useState } from 'react';
import type { TileName } from '../../shared/contract/frames';
import type { Alarm } from '../../shared/contract/rotation';
import type { WallPage } from '../../shared/contract/wall-pages';
import { useOfTile, useTile } from '../board/context';
import { FreshnessProvider } from '../parts/freshness';
import { reportPage } from '../parts/pulse';
import { TimeBar } from '../parts/time-bar';
import { EmergencyBand } from './emergency-band';
import { FirstPicture } from './first-picture';
import { LayoutTroubleLine } from './layout-trouble';
import { useLayouts, withStandIn } from './layouts';
import { PageDots } from './page-dots';
import { PageStage } from './page-stage';
import { drawnPage } from './pages';
import { TimelineBar } from './timeline-bar';
import type { WallScale } from '../parts/type-scale';
import { useRotation } from './use-rotation';
import { useStagedPage } from './use-staged-page';
import { useWallScale } from './use-wall-scale';
import './wall.css';
import { WallHeader } from './wall-header';
import { useWallScreen } from './wall-screen';

/** A wall: what is around every page, and the page. */
export function Wall({ first }: { readonly first: WallPage }) {
  const scale = useWallScale();
  return (
    <FreshnessProvider>
      <Frame scale={scale} first={first} />
    </FreshnessProvider>
  );
}

/** What a wall must know to follow its rules, whatever it shows. */
const ALARM_TILES: Readonly<Record<Alarm, TileName>> = { emergency: 'emergency', 'service-level': 'floor', hotspot: 'hotspots' };

function Frame({ scale, first }: { readonly scale: WallScale; readonly first: WallPage }) {
  const city = useTile('city');
  const mode = useOfTile('emergency', (emergency) => (emergency?.open == null ? 'normal' : emergency.open.drill ? 'drill' : 'emergency'));
  const past = useOfTile('link', (link) => link?.past != null);
  const [timeBar, setTimeBar] = useState(false);
  const rotating = useRotation(first, past);
  const { rotation } = useWallScreen();
  const always = useMemo(() => rotation?.alarms.map(({ when }) => ALARM_TILES[when]) ?? [], [rotation]);
  const layouts = useLayouts();
  const { page: wanted, trouble } = withStandIn(rotating.page, layouts);
  const staged = useStagedPage(wanted, always);
  // A layout that is not there any more has nothing to draw.
  const mounted = staged.mounted.filter((page) => withStandIn(page, layouts).trouble === null);
  const shown = mounted.includes(staged.shown) ? staged.shown : wanted;
  useEffect(() => reportPage(shown), [shown]);
  return (
    <main
      className="wall"
      data-shape={scale.shape}
      data-density={scale.density}
      data-mode={mode}
      data-page={shown}
      data-readable={scale.readable}
      data-past={past || undefined}
    >
      <WallHeader page={shown} />
      {city === undefined ? (
        <FirstPicture />
      ) : (
        <>
          {shown === 'emergency' ? null : <EmergencyBand />}
          <div className="wall-pages">
            {mounted.map((page) => (
              <Stage key={page} page={page} shown={page === shown} scale={scale} />
            ))}
          </div>
          <TimelineBar readable={scale.readable}>
            {trouble === null ? null : <LayoutTroubleLine trouble={trouble} />}
            <PageDots rotating={rotating} />
          </TimelineBar>
          <TimeBar open={timeBar} onOpen={setTimeBar} />
        </>
      )}
    </main>
  );
}

function Stage({ page, shown, scale }: { readonly page: WallPage; readonly shown: boolean; readonly scale: WallScale }) {
  const { basePx, shape, density, readable } = scale;
  const drawn = drawnPage(page, useLayouts());
  const content = useMemo(() => drawn.draw({ basePx, shape, density, readable }), [drawn, basePx, shape, density, readable]);
  return (
    <PageStage page={page} shown={shown} tiles={drawn.tiles}>
      {content}
    </PageStage>
  );
}
