import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { start, toPatient, type Look } from './frame';
import { SliceCanvas, type Tool } from './sliceCanvas';
import { OutlinesOf, Slices } from './slices';
import type { DisplayWindow, ImageInfo, Outlines, Slice, StructureOnImage } from './types';
import { shown, WindowControls } from './windowControls';

interface SliceViewProps {
  image: ImageInfo;
  z: number;
  onSlice: (z: number) => void;
  /** SOP Instance UID of the result whose structures are drawn. */
  result: string | null;
  structures: StructureOnImage[];
  hidden: ReadonlySet<number>;
}

const help = 'viewer-help';
const hasFinger = matchMedia('(pointer: coarse)').matches;

/** One slice with the outlines of structures, to be paged through. */
export function SliceView({ image, z, onSlice, result, structures, hidden }: SliceViewProps): VNode {
  const [window, setWindow] = useState<DisplayWindow>(image.windows[0]!);
  const [look, setLook] = useState<Look>(start);
  const [tool, setTool] = useState<Tool>(hasFinger ? 'slices' : 'window');
  const [isSmooth, setSmooth] = useState(true);
  const [isFilled, setFilled] = useState(false);
  const [point, setPoint] = useState<[number, number] | null>(null);
  const { slice, error } = useSlice(image, z);
  const outlines = useOutlines(result, z);

  const go = (to: number) => onSlice(Math.min(Math.max(to, 0), image.slices - 1));
  const place = placeOf(image, z);
  const label = `Slice ${z + 1} of ${image.slices}${place === '' ? '' : `, ${place}`}`;
  const edges = image.plane?.edges;
  return (
    <div class="slice-view">
      <div class="stage">
        {slice && (
          <SliceCanvas
            scene={{ image, slice, outlines: outlines?.z === slice.z ? outlines : null, structures, hidden, window, look, isSmooth, isFilled }}
            tool={tool} label={label} isBusy={slice.z !== z} describedBy={help}
            onStep={(by) => go(z + by)} onEnd={(at) => go(at === 'first' ? 0 : image.slices - 1)} onLook={(change) => setLook(change)} onWindow={setWindow} onPoint={setPoint}
          />
        )}
        {!slice && !error && <p class="waiting">Loading the slice…</p>}
        {error && <p class="stage-problem" role="alert">{error}</p>}
        {edges && (['top', 'bottom', 'left', 'right'] as const).map((edge) => <span key={edge} class={`edge ${edge}`} aria-hidden="true">{edges[edge]}</span>)}
        <span class="warning">Not for diagnostic use</span>
        <span class="numbers" aria-hidden="true">{z + 1} / {image.slices}{place && <> · {place}</>} · C {shown(window.center)} W {shown(window.width)}</span>
      </div>
      <label class="slider">
        <span class="visually-hidden">Slice</span>
        <input type="range" min={0} max={image.slices - 1} step={1} value={z} aria-valuetext={label} disabled={image.slices < 2} onInput={(e) => go(Number(e.currentTarget.value))} />
      </label>
      <p class="readout"><output>{slice && point ? readout(image, slice, point) : <span class="none">Point at the image to read its values.</span>}</output></p>
      <div class="controls">
        {slice && <WindowControls window={window} choices={image.windows} unit={image.unit} slice={slice} onChange={setWindow} />}
        <fieldset class="viewer-tools">
          <legend>Dragging</legend>
          {([['window', 'Windows'], ['pan', 'Moves'], ['slices', 'Pages']] as const).map(([key, text]) => (
            <label key={key}><input type="radio" name="tool" checked={tool === key} onChange={() => setTool(key)} /> {text}</label>
          ))}
        </fieldset>
        <fieldset class="viewer-tools">
          <legend>Display</legend>
          <label><input type="checkbox" checked={isSmooth} onChange={(e) => setSmooth(e.currentTarget.checked)} /> Smooth</label>
          <label><input type="checkbox" checked={isFilled} onChange={(e) => setFilled(e.currentTarget.checked)} /> Fill structures</label>
          <button type="button" onClick={() => setLook(start)}>Fit</button>
        </fieldset>
      </div>
      <p id={help} class="hint">
        Wheel, arrow and page keys change the slice; Ctrl and wheel, plus, minus and two fingers magnify; Shift or the right button moves; 0 fits it again.
      </p>
    </div>
  );
}

/** The slice that is wanted once it is here, and until then the last one. */
function useSlice(image: ImageInfo, z: number): { slice: Slice | null; error: string | null } {
  const slices = useMemo(() => new Slices(image), [image.seriesInstanceUid, image.volume, image.generation, image.slices]);
  const [shown, setShown] = useState<{ of: Slices; slice: Slice | null; error: string | null }>({ of: slices, slice: null, error: null });
  const last = useRef(z);
  useEffect(() => () => slices.close(), [slices]);
  useEffect(() => {
    let isWanted = true;
    const direction = z < last.current ? -1 : 1;
    last.current = z;
    slices.get(z).then(
      (slice) => {
        if (isWanted) {
          setShown({ of: slices, slice, error: null });
          void slices.prefetch(z, direction);
        }
      },
      (error: unknown) => isWanted && setShown({ of: slices, slice: null, error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [slices, z]);
  const known = slices.known(z); // without a frame of delay
  return known ? { slice: known, error: null } : shown.of === slices ? shown : { slice: null, error: null };
}

function useOutlines(result: string | null, z: number): Outlines | null {
  const source = useMemo(() => (result === null ? null : new OutlinesOf(result)), [result]);
  const [shown, setShown] = useState<{ of: OutlinesOf; outlines: Outlines } | null>(null);
  useEffect(() => {
    if (source === null) {
      return undefined;
    }

    const abort = new AbortController();
    source.get(z, abort.signal).then(
      (outlines) => !abort.signal.aborted && setShown({ of: source, outlines }),
      () => undefined, // the legend says what is wrong with a result
    );
    return () => abort.abort();
  }, [source, z]);
  return source?.known(z) ?? (shown !== null && shown.of === source ? shown.outlines : null);
}

function placeOf({ plane }: ImageInfo, z: number): string {
  const position = plane?.positions[z];
  if (!plane || !position) {
    return '';
  }

  const axis = { sagittal: 0, coronal: 1, axial: 2 }[plane.name] ?? 2;
  return `${plane.name}${plane.obliqueDegrees >= 1 ? ` (${plane.obliqueDegrees}° oblique)` : ''}, ${'xyz'[axis]} ${position[axis]!.toFixed(1)} mm`;
}

function readout(image: ImageInfo, slice: Slice, [column, row]: [number, number]): string {
  const value = slice.values[row * slice.columns + column] ?? NaN;
  const patient = toPatient(image, slice.z, column, row);
  const text = Number.isInteger(value) ? String(value) : value.toPrecision(5);
  return `column ${column}, row ${row}: ${text}${image.unit && ` ${image.unit}`}${patient ? ` · LPS ${patient.map((n) => n.toFixed(1)).join(', ')} mm` : ''}`;
}
