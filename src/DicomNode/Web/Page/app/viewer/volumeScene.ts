// What NiiVue shows. It fetches nothing by itself: volumes come as bytes, its font and its textures are part of its code.
import type { Niivue as Viewer, NVImage as Volume } from '@niivue/niivue';
import type { DisplayWindow, Structure } from './types';

type Library = Pick<typeof import('@niivue/niivue'), 'Niivue' | 'NVImage'>;

export type Layout = 'render' | 'multiplanar';

export interface VolumeScene {
  viewer: Viewer;
  /** The label volumes, by their layer. */
  masks: Map<number, Volume>;
  close: () => void;
}

// SLICE_TYPE of NiiVue
const multiplanar = 3;
const render = 4;
const nothing = 2; // a clip plane so far away that it cuts nothing

export async function loadScene(
  { Niivue, NVImage }: Library, canvas: HTMLCanvasElement, volume: ArrayBuffer, masks: ArrayBuffer[], layers: number[],
  { window, structures }: { window: DisplayWindow; structures: Structure[] },
): Promise<VolumeScene> {
  const viewer = new Niivue({
    backColor: [0, 0, 0, 1], show3Dcrosshair: false, dragAndDropEnabled: false, isColorbar: false, showLegend: false, isOrientCube: true, logLevel: 'error', loadingText: '',
    crosshairColor: [1, 1, 1, 0.6], isRadiologicalConvention: true, isNearestInterpolation: false, clipPlaneColor: [0, 0, 0, 0],
  });
  await viewer.attachToCanvas(canvas);
  const background = await NVImage.loadFromUrl({ url: volume as unknown as string, name: 'volume.nii.gz', colormap: 'gray', cal_min: window.center - window.width / 2, cal_max: window.center + window.width / 2 });
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

export function setImageOpacity({ viewer }: VolumeScene, opacity: number): void {
  viewer.setOpacity(0, opacity);
}

export function setLayout({ viewer }: VolumeScene, layout: Layout): void {
  viewer.setSliceType(layout === 'render' ? render : multiplanar);
}

/** Cuts away from the front, in percent of the depth. */
export function setDepth({ viewer }: VolumeScene, percent: number): void {
  viewer.setClipPlane(percent === 0 ? [nothing, 0, 0] : [0.5 - percent / 100, 180, 0]);
}

// of 255; a ray adds up what it passes
const opaque = 255;
const translucent = 12;

/** One that lies around others would hide them. */
const encloses = (structures: Structure[], one: Structure): boolean => structures.some((other) => other.layer > one.layer && other.voxels > 0 && other.voxels < one.voxels);

/** A color for each label; 0 is nothing. */
function colors(structures: Structure[], layer: number, hidden: ReadonlySet<number>) {
  const inside = structures.filter((s) => s.layer === layer);
  return {
    I: [0, ...inside.map((s) => s.label)],
    R: [0, ...inside.map((s) => s.color[0])],
    G: [0, ...inside.map((s) => s.color[1])],
    B: [0, ...inside.map((s) => s.color[2])],
    A: [0, ...inside.map((s) => (hidden.has(s.number) ? 0 : encloses(structures.filter((o) => !hidden.has(o.number)), s) ? translucent : opaque))],
    labels: ['', ...inside.map((s) => s.name)],
  };
}
