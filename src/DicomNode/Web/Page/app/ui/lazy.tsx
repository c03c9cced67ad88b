import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failure } from './text';

interface LazyProps<P> {
  /** <c>() => import('../viewer/viewer').then((m) => m.Viewer)</c>: a chunk of its own, fetched when it is first shown. */
  load: () => Promise<ComponentType<P>>;
  props: P;
  waiting?: string;
}

export function Lazy<P extends object>({ load, props, waiting = 'Loading…' }: LazyProps<P>): VNode {
  const [Loaded, setLoaded] = useState<ComponentType<P> | null>(null);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    load().then((component) => setLoaded(() => component), () => setFailed(true));
  }, []);
  if (hasFailed) {
    return <Failure retry={() => location.reload()}>This part of the page could not be loaded. The node may have been updated meanwhile.</Failure>;
  }

  return Loaded === null ? <p class="waiting">{waiting}</p> : <Loaded {...props} />;
}
