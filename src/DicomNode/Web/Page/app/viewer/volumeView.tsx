import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { getAnswer } from '../api';
import { Failure } from '../ui/text';
import type { DisplayWindow, ImageInfo, Structure } from './types';
import { hides, loadScene, setDepth, setHidden, setLayout, type Layout, type VolumeScene } from './volumeScene';

interface VolumeViewProps {
  image: ImageInfo;
  result: string | null;
  structures: Structure[];
  hidden: ReadonlySet<number>;
}

/** Voxels along an axis. A phone or a small graphics processor bears the first two. */
const details = [128, 256, 512] as const;
const hasFinger = matchMedia('(pointer: coarse)').matches;

type State = { kind: 'loading'; text: string } | { kind: 'shown' } | { kind: 'failed'; text: string };

/** The volume and its structures in three dimensions, by NiiVue: fetched when this is first shown, as is the volume. */
export function VolumeView({ image, result, structures, hidden }: VolumeViewProps): VNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<VolumeScene | null>(null);
  const [state, setState] = useState<State>({ kind: 'loading', text: 'Loading the 3-D view…' });
  const drawnBy = useMemo(renderer, []);
  const [detail, setDetail] = useState<number>(hasFinger || drawnBy === 'software' ? details[0] : details[1]);
  const [layout, changeLayout] = useState<Layout>('render');
  const [opacity, changeOpacity] = useState(structures.length > 0 ? 25 : 100);
  const [depth, changeDepth] = useState(0);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    setState({ kind: 'loading', text: 'Loading the 3-D view…' });
    open().then(
      () => !abort.signal.aborted && setState({ kind: 'shown' }),
      (error: unknown) => !abort.signal.aborted && setState({ kind: 'failed', text: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      abort.abort();
      scene.current?.close();
      scene.current = null;
    };

    async function open(): Promise<void> {
      if (drawnBy === 'none') {
        throw new Error('The 3-D view needs WebGL 2, which this browser does not offer here: it is switched off, or the graphics driver is too old. The slices need none of it.');
      }

      const { Niivue, NVImage } = await import('@niivue/niivue');
      const series = `/series/${encodeURIComponent(image.seriesInstanceUid)}/volume.nii.gz?volume=${image.volume}&max=${detail}`;
      const layers = result === null ? [] : [...new Set(structures.map((s) => s.layer))];
      const labels = layers.map((layer) => `/results/${encodeURIComponent(result!)}/labels.nii.gz?max=${detail}&layer=${layer}`);
      const [volume, ...masks] = await Promise.all([series, ...labels].map((path) => download(path, abort.signal)));
      abort.signal.throwIfAborted();
      setState({ kind: 'loading', text: 'Handing the volume to the graphics processor…' });
      const opened = await loadScene({ Niivue, NVImage }, canvas.current!, volume!, masks, layers, { windows: { planes: image.windows[0]!, whole: overview(image) }, structures });
      if (abort.signal.aborted) {
        opened.close();
        return;
      }

      scene.current = opened;
      setLayout(opened, layout, opacity / 100);
      setDepth(opened, depth);
      setHidden(opened, structures, hidden);
    }
  }, [image.seriesInstanceUid, image.volume, image.generation, image.slices, result, detail, structures, turn]);

  useEffect(() => {
    if (scene.current) {
      setHidden(scene.current, structures, hidden);
    }
  }, [hidden]);
  const around = structures.filter((s) => !hidden.has(s.number) && hides(structures, hidden, s));
  const apply = (change: (scene: VolumeScene) => void) => scene.current && change(scene.current);
  return (
    <div class="volume-view">
      <div class="stage stage-3d" data-state={state.kind}>
        <canvas ref={canvas} class="volume" aria-label={`3-D view of the series${structures.length > 0 ? ` with ${structures.length} structures` : ''}. Drag to turn it.`} />
        {state.kind === 'loading' && <p class="stage-note" role="status">{state.text}</p>}
        {state.kind === 'failed' && <div class="stage-note"><Failure retry={() => setTurn((t) => t + 1)}>{state.text}</Failure></div>}
        <span class="warning">Not for diagnostic use</span>
      </div>
      <div class="controls">
        <fieldset class="viewer-tools">
          <legend>3-D view</legend>
          <label><span>Layout</span>
            <select value={layout} onChange={(e) => { const next = e.currentTarget.value as Layout; changeLayout(next); apply((s) => setLayout(s, next, opacity / 100)); }}>
              <option value="render">Whole</option>
              <option value="multiplanar">Three planes and whole</option>
            </select>
          </label>
          <label><span>Detail</span>
            <select value={String(detail)} onChange={(e) => setDetail(Number(e.currentTarget.value))}>
              {details.map((d) => <option key={d} value={String(d)}>up to {d} voxels a side</option>)}
            </select>
          </label>
          <label><span>Image</span>
            <input type="range" disabled={layout !== 'render'} min={0} max={100} value={opacity} aria-valuetext={`${opacity} % opaque`} onInput={(e) => { const next = Number(e.currentTarget.value); changeOpacity(next); apply((s) => setLayout(s, layout, next / 100)); }} />
          </label>
          <label><span>Cut</span>
            <input type="range" min={0} max={100} value={depth} aria-valuetext={depth === 0 ? 'not cut' : `${depth} % cut away`} onInput={(e) => { const next = Number(e.currentTarget.value); changeDepth(next); apply((s) => setDepth(s, next)); }} />
          </label>
        </fieldset>
      </div>
      <p class="hint">
        {drawnBy === 'software' && 'This browser draws without a graphics processor: turning takes patience. '}Drag turns it, the wheel magnifies. Blocks of voxels are put together where the series has more than the detail says.
        {around.length > 0 && <> <bdi>{around.map((s) => s.name).join(', ')}</bdi> would hide what lies inside: shown when nothing else is.</>}
      </p>
    </div>
  );
}

async function download(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await getAnswer(path, signal);
  return await answer.arrayBuffer();
}

/** In three dimensions what is below the window is transparent: of CT the soft tissue would hide everything, so it begins with bone. */
function overview({ modality, unit, windows }: ImageInfo): DisplayWindow {
  return modality === 'CT' && unit === 'HU' ? { name: 'Bone', center: 500, width: 800, function: 'LINEAR' } : windows[0]!;
}

/** What would draw: nothing, the processor of the machine, or a graphics processor. */
function renderer(): 'none' | 'software' | 'gpu' {
  const context = document.createElement('canvas').getContext('webgl2');
  if (context === null) {
    return 'none';
  }

  const named = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext(); // a browser has few of them
  return /swiftshader|llvmpipe|software|basic render/i.test(name) ? 'software' : 'gpu';
}
