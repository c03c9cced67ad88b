// What NiiVue shows. It fetches nothing by itself: volumes come as bytes, its font and its textures are part of its code.
import type { Niivue as Viewer, NVImage as Volume } from '@niivue/niivue';
import type { DisplayWindow, Structure } from './types';

type Library = Pick<typeof import('@niivue/niivue'), 'Niivue' | 'NVImage'>;

export type Layout = 'render' | 'multiplanar';

export interface VolumeScene {
  viewer: Viewer;
  background: Volume;
  windows: Windows;
  /** The label volumes, by their layer. */
  masks: Map<number, Volume>;
  close: () => void;
}

/** For planes, and for the whole: there what lies below the window is transparent. */
export interface Windows {
  planes: DisplayWindow;
  whole: DisplayWindow;
}

// SLICE_TYPE of NiiVue
const multiplanar = 3;
const render = 4;
const showAlways = 1; // SHOW_RENDER of NiiVue
const nothing = 2; // a clip plane so far away that it cuts nothing

export async function loadScene(
  { Niivue, NVImage }: Library, canvas: HTMLCanvasElement, volume: ArrayBuffer, masks: ArrayBuffer[], layers: number[],
  { windows, structures }: { windows: Windows; structures: Structure[] },
): Promise<VolumeScene> {
  const viewer = new Niivue({
    backColor: [0, 0, 0, 1], show3Dcrosshair: false, dragAndDropEnabled: false, isColorbar: false, showLegend: false, isOrientCube: true, sagittalNoseLeft: true, multiplanarShowRender: showAlways, logLevel: 'error', loadingText: '',
    crosshairColor: [1, 1, 1, 0.6], isRadiologicalConvention: true, isNearestInterpolation: false, clipPlaneColor: [0, 0, 0, 0],
  });
  await viewer.attachToCanvas(canvas);
  const background = await NVImage.loadFromUrl({ url: volume as unknown as string, name: 'volume.nii.gz', colormap: 'gray' });
  viewer.addVolume(background);
  const overlays = new Map<number, Volume>();
  for (const [i, mask] of masks.entries()) {
    const overlay = await NVImage.loadFromUrl({ url: mask as unknown as string, name: 'labels.nii.gz', opacity: 1 });
    overlay.setColormapLabel(colors(structures, layers[i]!, new Set()));
    viewer.addVolume(overlay);
    overlays.set(layers[i]!, overlay);
  }

  viewer.setRenderAzimuthElevation(145, 12);
  viewer.updateGLVolume();
  return {
    viewer,
    background,
    windows,
    masks: overlays,
    close: () => {
      viewer.cleanup();
      viewer.gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

export function setHidden({ viewer, masks }: VolumeScene, structures: Structure[], hidden: ReadonlySet<number>): void {
  for (const [layer, mask] of masks) {
    mask.setColormapLabel(colors(structures, layer, hidden));
  }

  viewer.updateGLVolume();
}

/** In planes the image is seen through the structures; as a whole the structures stand in what of the image is dense. */
export function setLayout({ viewer, background, masks, windows }: VolumeScene, layout: Layout, imageOpacity: number): void {
  const window = layout === 'render' ? windows.whole : windows.planes;
  background.cal_min = window.center - window.width / 2;
  background.cal_max = window.center + window.width / 2;
  background.opacity = layout === 'render' ? imageOpacity : 1;
  for (const mask of masks.values()) {
    mask.opacity = layout === 'render' ? 1 : 0.45;
  }

  viewer.setSliceType(layout === 'render' ? render : multiplanar);
  viewer.updateGLVolume();
}

/** Cuts away from the front, in percent of the depth. */
export function setDepth({ viewer }: VolumeScene, percent: number): void {
  viewer.setClipPlane(percent === 0 ? [nothing, 0, 0] : [0.5 - percent / 100, 180, 0]);
}

/** One that lies around others would hide them: it is shown when they are not. */
export const hides = (structures: Structure[], hidden: ReadonlySet<number>, one: Structure): boolean =>
  structures.some((other) => !hidden.has(other.number) && other.layer > one.layer && other.voxels > 0 && other.voxels < one.voxels);

/** A color for each label; 0 is nothing. */
function colors(structures: Structure[], layer: number, hidden: ReadonlySet<number>) {
  const inside = structures.filter((s) => s.layer === layer);
  return {
    I: [0, ...inside.map((s) => s.label)],
    R: [0, ...inside.map((s) => s.color[0])],
    G: [0, ...inside.map((s) => s.color[1])],
    B: [0, ...inside.map((s) => s.color[2])],
    A: [0, ...inside.map((s) => (hidden.has(s.number) || hides(structures, hidden, s) ? 0 : 255))],
    labels: ['', ...inside.map((s) => s.name)],
  };
}
