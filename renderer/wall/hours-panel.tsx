import { memo, useMemo } from 'react';
import type { City } from '../../shared/contract/city';
import { useTile } from '../board/context';
import { minuteText } from '../parts/city-time';
import { Explained } from '../parts/explained';
import { formatCount, formatWholePercent } from '../parts/figures';
import { type HourAhead, hoursAhead } from '../parts/hours-ahead';
import { inWholePercent, serviceLevel, shortageLevel } from '../parts/levels';
import { NothingToShow, Tile } from '../parts/tile';
import { useWords, type Words } from '../parts/words';
import { NumberCell } from './number-cell';
import { PageTable, type TableColumn } from './page-table';

const DRAWN_FROM = ['outlook'] as const;

/** The rest of the day by the hour: calls expected, seats needed against those expected, and what that gives. */
export const HoursPanel = memo(function HoursPanel() {
  const words = useWords();
  const city = useTile('city');
  const outlook = useTile('outlook');
  const hours = useMemo(() => (outlook === undefined ? [] : hoursAhead(outlook)), [outlook]);
  const columns = useMemo(() => columnsOf(city, words), [city, words]);
  return (
    <Tile name="hours" drawnFrom={DRAWN_FROM} title={words.t('wall.hours.title')}>
      {outlook === undefined || city === undefined ? (
        <NothingToShow>{words.t('parts.outlook.not-yet')}</NothingToShow>
      ) : (
        <PageTable
          columns={columns}
          rows={hours}
          keyOf={({ fromAt }) => fromAt}
          none={words.t('parts.outlook.no-forecast')}
          rest={(left) => words.t('wall.more', { left })}
          leastRem={1.6}
        />
      )}
    </Tile>
  );
});

function columnsOf(city: City | undefined, words: Words): readonly TableColumn<HourAhead>[] {
  const zone = city?.zone ?? 'UTC';
  const target = city?.serviceLevel.target ?? 1;
  const whole = (value: number | null) => (value === null ? null : formatCount(Math.round(value), words.locale));
  const end = (at: number) => (minuteText(at, zone) === '00:00' ? '24:00' : minuteText(at, zone));
  return [
    {
      id: 'when',
      head: words.t('briefing.hours.when'),
      width: 'minmax(6.2rem, 1fr)',
      cell: ({ fromAt, toAt }) => `${minuteText(fromAt, zone)}–${end(toAt)}`,
    },
    {
      id: 'calls',
      head: <Explained term="forecast">{words.t('wall.hours.calls')}</Explained>,
      width: '4.4rem',
      end: true,
      cell: ({ calls }) => <NumberCell text={whole(calls)} />,
    },
    {
      id: 'needed',
      head: <Explained term="seatsNeeded">{words.t('wall.hours.needed')}</Explained>,
      width: '4.4rem',
      end: true,
      cell: ({ needed }) => <NumberCell text={whole(needed)} />,
    },
    {
      id: 'seats',
      head: <Explained term="seatsExpected">{words.t('wall.hours.seats')}</Explained>,
      width: '4.4rem',
      end: true,
      cell: ({ seats }) => <NumberCell text={whole(seats)} />,
    },
    {
      id: 'spare',
      head: <Explained term="shortage">{words.t('wall.hours.spare')}</Explained>,
      width: '5rem',
      end: true,
      cell: ({ needed, seats }) => {
        const spare = needed === null || seats === null ? null : Math.round(seats - needed);
        return (
          <NumberCell
            text={spare === null ? null : spare < 0 ? `−${formatCount(-spare, words.locale)}` : `+${formatCount(spare, words.locale)}`}
            level={shortageLevel(needed, seats)}
          />
        );
      },
    },
    {
      id: 'service',
      head: (
        <Explained term="expectedService">
          {words.t('wall.floor.serviceLevel', { threshold: (city?.serviceLevel.thresholdMs ?? 0) / 1_000 })}
        </Explained>
      ),
      width: '5.4rem',
      end: true,
      cell: ({ serviceLevel: share }) => (
        <NumberCell
          text={share === null ? null : formatWholePercent(share)}
          level={serviceLevel(share === null ? null : inWholePercent(share), target)}
        />
      ),
    },
  ];
}
