// Where the image lies on the canvas, and where a point of the canvas lies in the image and in the patient.
import type { ImageInfo, Vector } from './types';

/** How far it is magnified over fitting the canvas, and how far its middle is moved, in pixels of the canvas. */
export interface Look {
  zoom: number;
  x: number;
  y: number;
}

export const start: Look = { zoom: 1, x: 0, y: 0 };
const mostZoom = 40;

export interface Frame {
  left: number;
  top: number;
  /** Pixels of the canvas for a column and a row of the image: not the same where its pixels are not square. */
  column: number;
  row: number;
}

export function frameOf({ columns, rows, spacing }: ImageInfo, canvas: { width: number; height: number }, look: Look): Frame {
  const scale = Math.min(canvas.width / (columns * spacing.column), canvas.height / (rows * spacing.row)) * look.zoom;
  const [column, row] = [scale * spacing.column, scale * spacing.row];
  return {
    left: (canvas.width - column * columns) / 2 + look.x,
    top: (canvas.height - row * rows) / 2 + look.y,
    column,
    row,
  };
}

/** A point of the canvas in pixels of the image: whole numbers are their centres. */
export const toPixel = (frame: Frame, x: number, y: number): [column: number, row: number] => [(x - frame.left) / frame.column - 0.5, (y - frame.top) / frame.row - 0.5];

/** Magnifies so that what is under a point stays there. */
export function zoomAt(look: Look, factor: number, canvas: { width: number; height: number }, x: number, y: number): Look {
  const zoom = Math.min(Math.max(look.zoom * factor, 1), mostZoom);
  const by = zoom / look.zoom;
  const [fromX, fromY] = [x - canvas.width / 2, y - canvas.height / 2];
  return zoom === 1 ? start : { zoom, x: fromX - (fromX - look.x) * by, y: fromY - (fromY - look.y) * by };
}

/** In mm, LPS; null: the images lie nowhere. */
export function toPatient({ plane }: ImageInfo, z: number, column: number, row: number): Vector | null {
  const origin = plane?.positions[z];
  return plane && origin
    ? (origin.map((at, axis) => at + column * plane.columnStep[axis]! + row * plane.rowStep[axis]!) as Vector)
    : null;
}
