// One slice on a canvas: gray values through a window, structures as lines of their colours.
import { frameOf, type Look } from './frame';
import type { DisplayWindow, ImageInfo, Outlines, Slice, StructureOnImage } from './types';
import { paint } from './windowing';

export interface Scene {
  image: ImageInfo;
  slice: Slice;
  outlines: Outlines | null;
  structures: StructureOnImage[];
  hidden: ReadonlySet<number>;
  window: DisplayWindow;
  look: Look;
  isSmooth: boolean;
  isFilled: boolean;
}

const tint = 0.22;
const lineWidth = 1.6;

/** Keeps the gray pixels of the last slice and window, and the lines of the last outlines: panning needs neither made anew. */
export class Painter {
  private readonly pixels = document.createElement('canvas');
  private painted: { slice: Slice; window: DisplayWindow } | null = null;
  private traced: { outlines: Outlines; paths: Map<number, Path2D> } | null = null;

  draw(canvas: HTMLCanvasElement, scene: Scene): void {
    const context = canvas.getContext('2d');
    if (context === null) {
      return;
    }

    const frame = frameOf(scene.image, canvas, scene.look);
    this.paintPixels(scene);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingEnabled = scene.isSmooth;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.pixels, frame.left, frame.top, frame.column * scene.image.columns, frame.row * scene.image.rows);

    // lines are traced in pixels of the image, and their width is one of the canvas
    const matrix = new DOMMatrix([frame.column, 0, 0, frame.row, frame.left + frame.column / 2, frame.top + frame.row / 2]);
    const paths = this.paths(scene.outlines);
    context.lineWidth = lineWidth * devicePixelRatio;
    context.lineJoin = 'round';
    for (const structure of scene.structures) {
      const path = scene.hidden.has(structure.number) ? undefined : paths.get(structure.number);
      if (path) {
        const onCanvas = new Path2D();
        onCanvas.addPath(path, matrix);
        context.strokeStyle = cssColor(structure.color);
        context.stroke(onCanvas);
        if (scene.isFilled) {
          context.globalAlpha = tint;
          context.fillStyle = context.strokeStyle;
          context.fill(onCanvas, 'evenodd');
          context.globalAlpha = 1;
        }
      }
    }
  }

  private paintPixels({ slice, window, image }: Scene): void {
    if (this.painted?.slice === slice && this.painted.window === window) {
      return;
    }

    this.pixels.width = slice.columns;
    this.pixels.height = slice.rows;
    const pixels = new ImageData(slice.columns, slice.rows);
    paint(slice, window, image.isInverted, pixels);
    this.pixels.getContext('2d')?.putImageData(pixels, 0, 0);
    this.painted = { slice, window };
  }

  private paths(outlines: Outlines | null): Map<number, Path2D> {
    if (outlines === null) {
      return new Map();
    }

    if (this.traced?.outlines !== outlines) {
      this.traced = { outlines, paths: new Map(outlines.structures.map((s) => [s.number, trace(s.polygons)])) };
    }

    return this.traced.paths;
  }
}

export const cssColor = ([red, green, blue]: StructureOnImage['color']): string => `rgb(${red}, ${green}, ${blue})`;

function trace(polygons: number[][]): Path2D {
  const path = new Path2D();
  for (const line of polygons) {
    path.moveTo(line[0]!, line[1]!);
    for (let i = 2; i + 1 < line.length; i += 2) {
      path.lineTo(line[i]!, line[i + 1]!);
    }

    path.closePath();
  }

  return path;
}
