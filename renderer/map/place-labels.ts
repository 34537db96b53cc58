/** A label that wants a place. Positions and sizes in CSS pixels of the view. */
export interface LabelWish {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** centre: the text's middle is the point; beside: to the right of it, else to the left, else above, else below. */
  readonly anchor: 'centre' | 'beside';
  /** Kept free between the point and a label beside it. */
  readonly gap: number;
  /** A label without which the map is worse than crowded is moved inside the view rather than dropped. */
  readonly keep: boolean;
}

export interface PlacedLabel {
  readonly id: string;
  readonly left: number;
  readonly top: number;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const overlaps = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Places labels in the order given, most important first; one that finds no free place inside the view is left out. */
export function placeLabels(
  wishes: readonly LabelWish[],
  view: { readonly width: number; readonly height: number },
  marginPx: number,
  taken: readonly Box[] = [],
): readonly PlacedLabel[] {
  const boxes: Box[] = [...taken];
  const placed: PlacedLabel[] = [];
  for (const wish of wishes) {
    const spot = candidates(wish)
      .map(([left, top]) => (wish.keep ? inside(left, top, wish, view, marginPx) : ([left, top] as const)))
      .find(([left, top]) => {
        const box = { left: left - marginPx, top, right: left + wish.width + marginPx, bottom: top + wish.height };
        const fits =
          left >= marginPx && top >= marginPx && left + wish.width <= view.width - marginPx && top + wish.height <= view.height - marginPx;
        return fits && !boxes.some((other) => overlaps(box, other));
      });
    if (spot === undefined) continue;
    const [left, top] = spot;
    boxes.push({ left, top, right: left + wish.width, bottom: top + wish.height });
    placed.push({ id: wish.id, left, top });
  }
  return placed;
}

function inside(
  left: number,
  top: number,
  wish: LabelWish,
  view: { width: number; height: number },
  margin: number,
): readonly [number, number] {
  const clamp = (value: number, size: number, most: number) => Math.max(margin, Math.min(most - size - margin, value));
  return [clamp(left, wish.width, view.width), clamp(top, wish.height, view.height)];
}

function candidates({ x, y, width, height, anchor, gap }: LabelWish): readonly (readonly [number, number])[] {
  if (anchor === 'centre') {
    const middle = [x - width / 2, y - height / 2] as const;
    const step = height * 1.1;
    return [
      middle,
      [middle[0], middle[1] + step],
      [middle[0], middle[1] - step],
      [x - width, middle[1]],
      [x, middle[1]],
      [middle[0], middle[1] + 2 * step],
    ];
  }
  return [
    [x + gap, y - height / 2],
    [x - gap - width, y - height / 2],
    [x - width / 2, y - gap - height],
    [x - width / 2, y + gap],
    [x + gap, y - gap - height],
    [x + gap, y + gap],
  ];
}
