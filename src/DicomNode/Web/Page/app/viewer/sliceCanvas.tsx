import type { VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Painter, type Scene } from './drawing';
import { frameOf, start, toPixel, zoomAt, type Look } from './frame';
import type { DisplayWindow } from './types';
import { leastWidth } from './windowing';

export type Tool = 'window' | 'pan' | 'slices';

interface SliceCanvasProps {
  scene: Scene;
  tool: Tool;
  label: string;
  isBusy: boolean;
  describedBy: string;
  onStep: (by: number) => void;
  onEnd: (at: 'first' | 'last') => void;
  onLook: (change: (look: Look) => Look) => void;
  onWindow: (window: DisplayWindow) => void;
  /** What the pointer is over, in pixels of the image; null: nothing. */
  onPoint: (at: [column: number, row: number] | null) => void;
}

const wheelStep = 60; // pixels of a wheel for a slice: a notch is 100 or more, a touchpad sends many small ones
const dragStep = 8; // pixels of a finger for a slice
const pageStep = 10;
const zoomStep = 1.25;

/** The picture and what a mouse, a finger and the keys do to it. */
export function SliceCanvas({ scene, tool, label, isBusy, describedBy, onStep, onEnd, onLook, onWindow, onPoint }: SliceCanvasProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<Painter | null>(null);
  const now = useRef({ scene, tool, onStep, onEnd, onLook, onWindow, onPoint });
  now.current = { scene, tool, onStep, onEnd, onLook, onWindow, onPoint };

  const draw = () => {
    painter.current ??= new Painter();
    if (canvas.current && canvas.current.width > 0) {
      painter.current.draw(canvas.current, now.current.scene);
      canvas.current.dataset['slice'] = String(now.current.scene.slice.z); // what is drawn, for who reads the picture
    }
  };
  useLayoutEffect(draw);

  useEffect(() => {
    const element = canvas.current!;
    const sized = new ResizeObserver(() => {
      const { width, height } = element.getBoundingClientRect();
      element.width = Math.round(width * devicePixelRatio);
      element.height = Math.round(height * devicePixelRatio);
      draw();
    });
    sized.observe(element);
    const ended = listen(element, () => now.current);
    return () => {
      sized.disconnect();
      ended();
    };
  }, []);

  const pressed = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: pageStep, PageDown: -pageStep };
    const by = steps[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }

    if (by !== undefined) {
      onStep(by);
    } else if (event.key === 'Home' || event.key === 'End') {
      onEnd(event.key === 'Home' ? 'first' : 'last');
    } else if (event.key === '+' || event.key === '=' || event.key === '-') {
      onLook((look) => zoomAt(look, event.key === '-' ? 1 / zoomStep : zoomStep, canvas.current!, canvas.current!.width / 2, canvas.current!.height / 2));
    } else if (event.key === '0') {
      onLook(() => start);
    } else {
      return;
    }

    event.preventDefault();
  };

  return <canvas ref={canvas} class={`slice tool-${tool}`} tabIndex={0} role="img" aria-label={label} aria-describedby={describedBy} aria-busy={isBusy} onKeyDown={pressed} />;
}

type Now = Pick<SliceCanvasProps, 'scene' | 'tool' | 'onStep' | 'onLook' | 'onWindow' | 'onPoint'>;

/** Pointers and wheel; returns what ends it. */
function listen(element: HTMLCanvasElement, now: () => Now): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let turned = 0;
  let dragged = 0;

  const at = (event: MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: (event.clientX - box.left) * devicePixelRatio, y: (event.clientY - box.top) * devicePixelRatio };
  };

  const wheel = (event: WheelEvent) => {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * wheelStep;
    if (event.ctrlKey) {
      const { x, y } = at(event);
      now().onLook((look) => zoomAt(look, Math.exp(-pixels / 300), element, x, y));
      return;
    }

    turned += pixels;
    const steps = Math.trunc(turned / wheelStep);
    if (steps !== 0) {
      turned -= steps * wheelStep;
      now().onStep(-Math.sign(steps) * Math.min(Math.abs(steps), 3));
    }
  };

  const down = (event: PointerEvent) => {
    if (event.pointerType === 'mouse' && event.button === 1) {
      event.preventDefault(); // no scrolling by the middle button
    }

    element.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    dragged = 0;
  };

  const move = (event: PointerEvent) => {
    const here = at(event);
    const before = pointers.get(event.pointerId);
    point(here);
    if (before === undefined) {
      return;
    }

    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, p]) => p);
    pointers.set(event.pointerId, here);
    const [dx, dy] = [here.x - before.x, here.y - before.y];
    const other = others[0];
    if (other) {
      pinch(before, here, other);
    } else if (now().tool === 'pan' || event.shiftKey || (event.buttons & 6) !== 0) {
      now().onLook((look) => ({ ...look, x: look.x + dx, y: look.y + dy }));
    } else if (now().tool === 'window') {
      rewindow(dx / devicePixelRatio, dy / devicePixelRatio);
    } else {
      dragged += dy / devicePixelRatio;
      const steps = Math.trunc(dragged / dragStep);
      dragged -= steps * dragStep;
      if (steps !== 0) {
        now().onStep(-steps);
      }
    }
  };

  const point = ({ x, y }: { x: number; y: number }) => {
    const { image, look } = now().scene;
    const [column, row] = toPixel(frameOf(image, element, look), x, y).map(Math.round) as [number, number];
    now().onPoint(column >= 0 && row >= 0 && column < image.columns && row < image.rows ? [column, row] : null);
  };

  // to the right: wider; downwards: higher values become visible darker, as at every console
  const rewindow = (dx: number, dy: number) => {
    const { window } = now().scene;
    const speed = Math.max(window.width / 300, leastWidth(window.function) / 10);
    const width = Math.max(window.width + dx * speed, leastWidth(window.function));
    const digits = window.width >= 20 ? 1 : 1e4;
    now().onWindow({ ...window, name: 'Own', width: Math.max(Math.round(width * digits) / digits, leastWidth(window.function)), center: Math.round((window.center + dy * speed) * digits) / digits });
  };

  const pinch = (before: Point, here: Point, other: Point) => {
    const factor = distance(here, other) / Math.max(distance(before, other), 1);
    const middle = { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 };
    const moved = { x: (here.x - before.x) / 2, y: (here.y - before.y) / 2 };
    now().onLook((look) => {
      const zoomed = zoomAt(look, factor, element, middle.x, middle.y);
      return zoomed.zoom === 1 ? zoomed : { ...zoomed, x: zoomed.x + moved.x, y: zoomed.y + moved.y };
    });
  };

  const up = (event: PointerEvent) => pointers.delete(event.pointerId);
  const leave = () => now().onPoint(null);
  const noMenu = (event: Event) => event.preventDefault();

  element.addEventListener('wheel', wheel, { passive: false });
  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('contextmenu', noMenu);
  return () => {
    element.removeEventListener('wheel', wheel);
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('contextmenu', noMenu);
  };
}

interface Point {
  x: number;
  y: number;
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
