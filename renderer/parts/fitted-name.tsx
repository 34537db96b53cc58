import { type CSSProperties, useMemo } from 'react';
import './fitted-name.css';
import { widthEm } from './text-width';

/**
 * A name that is read whole: in one line where there is room, else in two smaller ones. Nobody can point at a wall to read what an ellipsis hides. Its place must be a
 * container for inline sizes.
 */
export function FittedName({ name }: { readonly name: string }) {
  const style = useMemo(() => ({ '--em': widthEm(name).toFixed(2) }) as CSSProperties, [name]);
  return (
    <span className="fitted-name" style={style}>
      {name}
    </span>
  );
}
