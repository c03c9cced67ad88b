import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { duration, words } from '../format';
import type { Model, WarmStage } from '../types';
import { Badge, type Tone } from '../ui/badge';
import { Empty, Failure, Time } from '../ui/text';
import { useData } from '../useData';

const tones: Record<WarmStage, Tone> = { Waiting: 'idle', Loading: 'busy', FirstWindow: 'busy', Warm: 'good', Failed: 'bad' };
const againMs = 3000;

/** What can be run, on what, and what is wrong with the rest. */
export function Models(): VNode {
  const { value: models, error, reload } = useData<Model[]>('/models');
  const isChanging = models?.some((m) => m.warm !== null && m.warm.stage !== 'Warm') ?? false;
  useEffect(() => {
    if (!isChanging) {
      return undefined;
    }

    const timer = setInterval(reload, againMs); // loading has no events: an engine of TensorRT takes minutes
    return () => clearInterval(timer);
  }, [isChanging]);

  return (
    <>
      {error && <Failure retry={reload}>{error.message}</Failure>}
      {models?.length === 0 && (
        <Empty title="No models.">
          The folder that <code>Models:Folder</code> names is empty. <code>dicomnode models import SOURCE --out DIR</code> makes a model of a MONAI bundle or an nnU-Net folder.
        </Empty>
      )}
      <div class="cards">{models?.map((m) => <ModelCard key={m.id} model={m} />)}</div>
    </>
  );
}

function ModelCard({ model }: { model: Model }): VNode {
  const { warm } = model;
  return (
    <article class="card" aria-label={model.id}>
      <h2><bdi>{model.id}</bdi> {model.version} {model.problem !== null
        ? <Badge tone="bad">Cannot be used</Badge>
        : <Badge tone={warm === null ? 'idle' : tones[warm.stage]}>{warm === null ? 'Loaded when a series wants it' : words(warm.stage)}</Badge>}</h2>
      {model.title && <p><bdi>{model.title}</bdi></p>}
      {model.problem && <p class="problem">{model.problem}</p>}
      {warm?.reason && <p class="problem">{warm.reason}</p>}
      {warm !== null && (
        <dl>
          {warm.provider && <div><dt>Runs on</dt><dd>{warm.provider}{warm.note && `; ${warm.note}`}</dd></div>}
          <div><dt>Since</dt><dd><Time at={warm.since} /></dd></div>
          {warm.loadSeconds !== null && <div><dt>Loaded in</dt><dd>{duration(warm.loadSeconds)}</dd></div>}
          {warm.windowSeconds !== null && <div><dt>First window</dt><dd>{duration(warm.windowSeconds)}</dd></div>}
        </dl>
      )}
      {warm?.refused && warm.refused.length > 0 && (
        <details>
          <summary>Why not on {warm.refused.map((r) => r.provider).join(' or ')}</summary>
          <ul>{warm.refused.map((r) => <li key={r.provider}><strong>{r.provider}</strong>: {r.reason}</li>)}</ul>
        </details>
      )}
      {model.segments.length > 0 && <p class="segments"><span class="aside">Structures: </span>{model.segments.map((s) => <bdi key={s} class="tag">{s}</bdi>)}</p>}
    </article>
  );
}
