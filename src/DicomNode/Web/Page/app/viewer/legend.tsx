import type { VNode } from 'preact';
import { cssColor } from './drawing';
import type { Structure, StructureOnImage } from './types';

interface LegendProps {
  structures: (StructureOnImage & Partial<Structure>)[];
  hidden: ReadonlySet<number>;
  warnings: string[];
  onHide: (hidden: Set<number>) => void;
  /** Shows a slice; not where there are none. */
  onGo?: (z: number) => void;
}

/** The structures of a result: which color, how large, shown or not. */
export function Legend({ structures, hidden, warnings, onHide, onGo }: LegendProps): VNode {
  const toggle = (number: number, isShown: boolean) => {
    const next = new Set(hidden);
    if (isShown) {
      next.delete(number);
    } else {
      next.add(number);
    }

    onHide(next);
  };
  return (
    <fieldset class="viewer-legend">
      <legend>Structures</legend>
      {structures.length > 1 && (
        <p class="legend-all">
          <button type="button" onClick={() => onHide(new Set())}>All</button> <button type="button" onClick={() => onHide(new Set(structures.map((s) => s.number)))}>None</button>
        </p>
      )}
      <ul>
        {structures.map((s) => (
          <li key={s.number}>
            <label>
              <input type="checkbox" checked={!hidden.has(s.number)} onChange={(e) => toggle(s.number, e.currentTarget.checked)} />
              <span class="swatch" style={{ backgroundColor: cssColor(s.color) }} />
              <bdi>{s.name}</bdi>
            </label>
            <span class="legend-volume">{s.voxels === 0 ? 'empty' : volume(s.volumeMl)}</span>
            {onGo && typeof s.largestSlice === 'number' && <button type="button" aria-label={`Go to the slice where ${s.name} is largest`} onClick={() => onGo(s.largestSlice!)}>Go to</button>}
          </li>
        ))}
      </ul>
      {warnings.map((w) => <p key={w} class="hint">{w}</p>)}
    </fieldset>
  );
}

/** Three digits, never fewer than a hundredth of a millilitre. */
function volume(ml: number | null | undefined): string {
  return typeof ml === 'number' ? `${ml >= 100 ? ml.toFixed(0) : ml >= 10 ? ml.toFixed(1) : ml.toFixed(2)} ml` : '';
}
