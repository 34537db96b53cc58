import './name-and-place.css';

/** A name and, where there is room for it whole, where it belongs. A name too long even alone ends in an ellipsis and has a title. */
export function NameAndPlace({ name, place }: { readonly name: string; readonly place: string }) {
  return (
    <span className="name-and-place" title={place === '' ? name : `${name} · ${place}`}>
      <span>{name}</span>
      <small>{place}</small>
    </span>
  );
}
