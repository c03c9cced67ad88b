import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Lazy } from '../ui/lazy';
import { Failure } from '../ui/text';
import { useData } from '../useData';
import { Legend } from './legend';
import { SliceView } from './sliceView';
import type { ImageInfo, ResultOnImage, Structure, Structures } from './types';

interface ViewerProps {
  uid: string;
  /** Changes when the series or its results do. */
  version: string;
}

/** A series to be looked at, with the structures of a result. */
export function Viewer({ uid, version }: ViewerProps): VNode {
  const [volume, setVolume] = useState(0);
  const { value: image, error, reload } = useData<ImageInfo>(`/series/${encodeURIComponent(uid)}/image?volume=${volume}`);
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current !== version) {
      seen.current = version;
      reload();
    }
  }, [version]);
  if (image === null) {
    return error === null ? <p class="waiting">Reading the series…</p> : <p class="hint">The images cannot be shown. {error.message}</p>;
  }

  return (
    <>
      {image.volumes.length > 1 && (
        <label class="viewer-choice">
          <span>Volume</span>
          <select value={String(volume)} onChange={(e) => setVolume(Number(e.currentTarget.value))}>
            {image.volumes.map((v) => <option key={v.index} value={String(v.index)}>{v.label ?? `Volume ${v.index + 1}`} ({v.slices} slices)</option>)}
          </select>
        </label>
      )}
      <VolumeViewer key={`${image.seriesInstanceUid} ${image.volume} ${image.generation} ${image.slices}`} image={image} />
    </>
  );
}

type Mode = 'slices' | '3d';

function VolumeViewer({ image }: { image: ImageInfo }): VNode {
  const results = useMemo(() => image.results.filter((r) => r.volume === image.volume), [image]);
  const [z, setZ] = useState(Math.floor(image.slices / 2));
  const [mode, setMode] = useState<Mode>('slices');
  const [chosen, setChosen] = useState<string | null>(first(results));
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set());
  const result = results.find((r) => r.sopInstanceUid === chosen) ?? null;
  useEffect(() => setChosen((before) => (before === '' || results.some((r) => r.sopInstanceUid === before) ? before : first(results))), [results]);

  const path = result === null || result.problem !== null ? null : `/results/${encodeURIComponent(result.sopInstanceUid)}/structures`;
  const { value: measured, error } = useData<Structures>(path);
  const known = path === null ? null : measured;
  const structures: (ResultOnImage['structures'][number] & Partial<Structure>)[] = known?.structures ?? result?.structures ?? [];
  const complete = useMemo(() => known?.structures ?? [], [known]);
  return (
    <div class="viewer">
      <div class="viewer-bar">
        <div role="tablist" aria-label="View" class="tabs">
          <Tab mode="slices" now={mode} onChoose={setMode}>Slices</Tab>
          <Tab mode="3d" now={mode} onChoose={setMode}>3-D</Tab>
        </div>
        {results.length > 0 && (
          <label class="viewer-choice">
            <span>Structures of</span>
            <select value={chosen ?? ''} onChange={(e) => { setChosen(e.currentTarget.value); setHidden(new Set()); }}>
              {results.map((r) => <option key={r.sopInstanceUid} value={r.sopInstanceUid}>{r.model} {r.modelVersion}, {r.kind}{r.isSuperseded ? ', superseded' : ''}</option>)}
              <option value="">none</option>
            </select>
          </label>
        )}
      </div>
      <div class="viewer-body">
        <div role="tabpanel" id="viewer-panel" aria-labelledby={`viewer-tab-${mode}`}>
          {mode === 'slices'
            ? <SliceView image={image} z={z} onSlice={setZ} result={path === null ? null : chosen} structures={structures} hidden={hidden} />
            : image.problem !== null
              ? <p class="empty">There is no 3-D view of this series. {image.problem}</p>
              : path !== null && known === null && error === null
                ? <p class="waiting">Measuring the structures…</p>
                : <Lazy load={() => import('./volumeView').then((m) => m.VolumeView)} props={{ image, result: known === null ? null : chosen, structures: complete, hidden }} waiting="Loading the 3-D view…" />}
        </div>
        {result !== null && (
          <aside class="viewer-side">
            <Legend structures={structures} hidden={hidden} warnings={known?.warnings ?? []} onHide={setHidden} {...(mode === 'slices' ? { onGo: setZ } : {})} />
            {result.problem !== null && <Failure>{`The result cannot be read. ${result.problem}`}</Failure>}
            {error !== null && path !== null && <Failure>{error.message}</Failure>}
          </aside>
        )}
      </div>
    </div>
  );
}

/** A segmentation that holds, before whatever else there is. */
function first(results: ResultOnImage[]): string | null {
  const order = (r: ResultOnImage) => (r.isSuperseded ? 2 : 0) + (r.kind === 'SEG' ? 0 : 1);
  return [...results].sort((a, b) => order(a) - order(b))[0]?.sopInstanceUid ?? null;
}

function Tab({ mode, now, onChoose, children }: { mode: Mode; now: Mode; onChoose: (mode: Mode) => void; children: string }): VNode {
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const other: Mode = mode === 'slices' ? '3d' : 'slices';
      onChoose(other);
      document.getElementById(`viewer-tab-${other}`)?.focus();
      event.preventDefault();
    }
  };
  return (
    <button type="button" role="tab" id={`viewer-tab-${mode}`} aria-selected={mode === now} aria-controls="viewer-panel" tabIndex={mode === now ? 0 : -1} onClick={() => onChoose(mode)} onKeyDown={keys}>
      {children}
    </button>
  );
}
