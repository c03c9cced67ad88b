import type { VNode } from 'preact';
import type { DisplayWindow, Slice } from './types';
import { fullRange, leastWidth } from './windowing';

interface WindowControlsProps {
  window: DisplayWindow;
  choices: DisplayWindow[];
  unit: string;
  slice: Slice;
  onChange: (window: DisplayWindow) => void;
}

const own = 'own';
const full = 'full';

/** Which values are shown between black and white: by name, or by numbers. */
export function WindowControls({ window, choices, unit, slice, onChange }: WindowControlsProps): VNode {
  const index = choices.findIndex((c) => c.name === window.name && c.center === window.center && c.width === window.width);
  const choose = (value: string) => {
    const chosen = value === full ? fullRange(slice) : choices[Number(value)];
    if (chosen) {
      onChange(chosen);
    }
  };
  const set = (change: Partial<DisplayWindow>) => onChange({ ...window, name: 'Own', ...change });
  const number = (text: string, use: (value: number) => void) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) {
      use(value);
    }
  };
  const step = window.width >= 20 ? 1 : 'any';
  return (
    <fieldset class="viewer-window">
      <legend>Window{unit && `, ${unit}`}</legend>
      <label>
        <span>Preset</span>
        <select value={index >= 0 ? String(index) : window.name === 'Full range' ? full : own} onChange={(e) => choose(e.currentTarget.value)}>
          {choices.map((c, i) => <option key={i} value={String(i)}>{c.name} ({shown(c.center)} / {shown(c.width)})</option>)}
          <option value={full}>Full range of the slice</option>
          {index < 0 && <option value={own}>Own</option>}
        </select>
      </label>
      <label><span>Center</span><input type="number" step={step} value={shown(window.center)} onChange={(e) => number(e.currentTarget.value, (center) => set({ center }))} /></label>
      <label>
        <span>Width</span>
        <input type="number" step={step} min={leastWidth(window.function)} value={shown(window.width)} onChange={(e) => number(e.currentTarget.value, (width) => set({ width: Math.max(width, leastWidth(window.function)) }))} />
      </label>
    </fieldset>
  );
}

/** As many digits as somebody reads. */
export const shown = (n: number): string => String(Number(n.toPrecision(6)));
