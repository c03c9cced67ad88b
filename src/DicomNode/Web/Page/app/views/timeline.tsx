import type { VNode } from 'preact';
import { duration, words } from '../format';
import type { SeriesDetail } from '../types';
import type { Tone } from '../ui/badge';
import { Time } from '../ui/text';

const tones: Record<string, Tone> = {
  Conflict: 'warn', LateInstance: 'warn', HeldOpen: 'warn', Awaiting: 'warn', Finding: 'warn', JobBlocked: 'warn', DeliveryHeld: 'warn', DeliveryWaits: 'busy',
  JobFailed: 'bad', DeadLetter: 'bad', JobDone: 'good', Delivered: 'good', Proven: 'good',
};

/** What happened, in order. The stages of a model stand with it, as bars. */
export function Timeline({ of }: { of: SeriesDetail }): VNode {
  const entries = of.timeline.filter((entry) => entry.kind !== 'Stage');
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">Time line</h2>
      <ol class="timeline">
        {entries.map((entry, i) => (
          <li key={i} class={`is-${tones[entry.kind] ?? 'idle'}`}>
            <Time at={entry.at} />
            <span class="kind">{words(entry.kind)}</span>
            <span class="what">{entry.text}{typeof entry.seconds === 'number' && <span class="aside"> {duration(entry.seconds)}</span>}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
