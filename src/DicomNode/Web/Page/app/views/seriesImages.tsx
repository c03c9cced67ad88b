import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { SeriesDetail } from '../types';
import { Lazy } from '../ui/lazy';

/** The images with what was found on them. While they arrive, only when somebody wants to see them: looking at a series reads all its headers. */
export function Images({ of }: { of: SeriesDetail }): VNode {
  const [isWanted, setWanted] = useState(of.state !== 'Receiving');
  const version = `${of.generation} ${of.state === 'Receiving' ? '' : of.instances} ${of.results.length}`;
  return (
    <section aria-labelledby="images">
      <h2 id="images">Images</h2>
      {isWanted
        ? <Lazy load={() => import('../viewer/viewer').then((m) => m.Viewer)} props={{ uid: of.seriesInstanceUid, version }} />
        : <p><button type="button" onClick={() => setWanted(true)}>Show the images</button></p>}
    </section>
  );
}
