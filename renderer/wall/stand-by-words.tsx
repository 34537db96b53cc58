import { useEffect } from 'react';
import type { StandByWords as DrawnWords } from '../../shared/contract/bridge';
import type { Words } from '../parts/words';
import { useSettings } from '../parts/settings';
import { useWords } from '../parts/words';

/** Pages are drawn first. */
const AFTER_MS = 3_000;
/** A still picture is retaken every ten minutes; older ones have the last line. */
const MINUTES = 11;
/** Of the height of the screen. */
const SIZE = 0.044;
const LINE = 1.35;

/** Hands main the words that stand on this wall's still picture should this page die: then nobody is left to draw them, in this font and language. */
export function StandByWords() {
  const { theme } = useSettings();
  return <Sender key={theme} />;
}

/** For one theme. */
function Sender() {
  const words = useWords();
  useEffect(() => {
    let late = 0;
    const draw = () => {
      clearTimeout(late);
      late = window.setTimeout(() => void drawn(words).then((made) => window.hotlineWall.standBy(made)), AFTER_MS);
    };
    draw();
    window.addEventListener('resize', draw);
    return () => {
      clearTimeout(late);
      window.removeEventListener('resize', draw);
    };
  }, [words]);
  return null;
}

function linesOf(words: Words): string[] {
  const format = new Intl.RelativeTimeFormat(words.locale);
  return Array.from({ length: MINUTES + 1 }, (_, minutes) => {
    const age =
      minutes === 0 ? words.t('wall.still.recent') : minutes === MINUTES ? words.t('wall.still.older') : format.format(-minutes, 'minute');
    return words.t('wall.still.what', { age });
  });
}

async function drawn(words: Words): Promise<DrawnWords> {
  const texts = linesOf(words);
  const style = getComputedStyle(document.documentElement);
  const height = window.innerHeight * devicePixelRatio;
  const font = `600 ${Math.round(height * SIZE)}px 'Noto Sans SC Variable', sans-serif`;
  await document.fonts.load(font, texts.join(''));
  const ruler = new OffscreenCanvas(1, 1).getContext('2d');
  if (ruler === null) throw new Error('no canvas to write on');
  ruler.font = font;
  const most = Math.max(...texts.map((text) => ruler.measureText(text).width));
  const width = Math.min(Math.ceil(most), Math.floor(window.innerWidth * devicePixelRatio));
  const lineHeight = Math.ceil(height * SIZE * LINE);
  const pen = new OffscreenCanvas(width, lineHeight * texts.length).getContext('2d', { willReadFrequently: true });
  if (pen === null) throw new Error('no canvas to write on');
  pen.font = font;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  texts.forEach((text, i) => pen.fillText(text, width / 2, (i + 0.5) * lineHeight, width));
  const { data } = pen.getImageData(0, 0, width, lineHeight * texts.length);
  const mask = new Uint8Array(data.length / 4).map((_, i) => data[4 * i + 3]!);
  const colour = (token: string): [number, number, number] => {
    pen.fillStyle = style.getPropertyValue(token);
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  return {
    width,
    lineHeight,
    lines: texts.length,
    mask,
    ground: colour('--ground'),
    band: colour('--drill-ground'),
    ink: colour('--amber'),
  };
}
