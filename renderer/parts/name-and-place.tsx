import { FittedName } from './fitted-name';
import './name-and-place.css';

/** A name, whole, and where it belongs if there is room for that whole too. */
export function NameAndPlace({ name, place }: { readonly name: string; readonly place: string }) {
  return (
    <span className="name-and-place" title={place === '' ? name : `${name} · ${place}`}>
      <FittedName name={name} />
      <small>{place}</small>
    </span>
  );
}
