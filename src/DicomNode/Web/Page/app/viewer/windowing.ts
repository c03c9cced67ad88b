// From values to gray levels, as PS3.3 §C.11.2.1.2 and §C.11.2.1.3 say.
import type { DisplayWindow, Slice } from './types';

const white = 255;

/** 0 to 255, not rounded. */
export function level(value: number, { center, width, function: shape }: DisplayWindow): number {
  if (shape === 'SIGMOID') {
    return white / (1 + Math.exp((-4 * (value - center)) / width));
  }

  const middle = shape === 'LINEAR' ? center - 0.5 : center;
  const range = shape === 'LINEAR' ? width - 1 : width;
  if (value <= middle - range / 2) {
    return 0;
  }

  return value > middle + range / 2 ? white : ((value - middle) / range + 0.5) * white;
}

/** The least width that the standard allows. */
export const leastWidth = (shape: DisplayWindow['function']): number => (shape === 'LINEAR' ? 1 : 1e-6);

/** A gray level for every value of an int16. */
function table(window: DisplayWindow, isInverted: boolean): Uint8ClampedArray {
  const levels = new Uint8ClampedArray(65536);
  for (let i = 0; i < levels.length; i++) {
    levels[i] = Math.round(level(i - 32768, window));
  }

  return isInverted ? levels.map((gray) => white - gray) : levels;
}

/** Writes the slice as opaque gray pixels. */
export function paint({ values }: Slice, window: DisplayWindow, isInverted: boolean, image: ImageData): void {
  const pixels = new Uint32Array(image.data.buffer);
  const opaque = 0xff000000; // little endian, as every browser's machine is
  if (values instanceof Int16Array) {
    const levels = table(window, isInverted);
    for (let i = 0; i < values.length; i++) {
      pixels[i] = opaque | (levels[values[i]! + 32768]! * 0x010101);
    }

    return;
  }

  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const gray = Number.isNaN(value) ? 0 : Math.round(level(value, window));
    pixels[i] = opaque | ((isInverted ? white - gray : gray) * 0x010101);
  }
}

/** The window from the least to the greatest value of a slice. */
export function fullRange({ values }: Slice): DisplayWindow {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
  }

  const width = Math.max(greatest - least, 1e-6);
  return Number.isFinite(width)
    ? { name: 'Full range', center: (least + greatest) / 2, width, function: 'LINEAR_EXACT' }
    : { name: 'Full range', center: 0, width: 1, function: 'LINEAR_EXACT' };
}
