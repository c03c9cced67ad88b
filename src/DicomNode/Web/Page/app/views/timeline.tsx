import type { VNode } from 'preact';
import { duration, words } from '../format';
import type { SeriesDetail } from '../types';
import { Time } from '../ui/text';

/** What happened, in order. */
export function Timeline({ of }: { of: SeriesDetail }): VNode {
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">Time line</h2>
      <ol class="timeline">
        {of.timeline.map((entry, i) => (
          <li key={i}>
            <Time at={entry.at} />
            <span class="kind">{words(entry.kind)}</span>
            <span class="what">{entry.text}{typeof entry.seconds === 'number' && <span class="aside"> {duration(entry.seconds)}</span>}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
