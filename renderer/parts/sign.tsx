import type { Level } from './levels';
import './sign.css';

const SHAPES = {
  watch: 'M8 1.6 15.2 14.4H0.8Z',
  broken: 'M5 0.8h6L15.2 5v6L11 15.2H5L0.8 11V5Z',
} as const;

/** The shape that goes with a colour: triangle = look soon, octagon = broken now. Nothing for normal. */
export function Sign({ level, label }: { readonly level: Level; readonly label?: string }) {
  if (level === 'normal') return null;
  return (
    <svg className="sign" data-level={level} viewBox="0 0 16 16" role="img" aria-label={label} aria-hidden={label === undefined}>
      <path d={SHAPES[level]} />
    </svg>
  );
}

/** Withheld for privacy: neither zero nor missing. */
export function Lock({ label }: { readonly label: string }) {
  return (
    <svg className="sign" data-level="withheld" viewBox="0 0 16 16" role="img" aria-label={label}>
      <path d="M3 7h10v8H3Z" />
      <path d="M5 7V5a3 3 0 0 1 6 0v2" fill="none" stroke="currentColor" strokeWidth="1.6" />
    </svg>
  );
}
