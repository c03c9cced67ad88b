import type { VNode } from 'preact';
import { send } from '../api';
import { count, plural } from '../format';
import { useEvents } from '../live';
import { href } from '../route';
import { useMay } from '../session';
import type { Delivery, Series, SeriesDetail } from '../types';
import { Action } from '../ui/action';
import { State } from '../ui/badge';
import { Empty, Failure, Foreign, Time } from '../ui/text';
import { useData } from '../useData';
import { useSoon } from '../useSoon';
import type { ViewProps } from '../views';
import { DeliveryTable } from './deliveryTable';
import { Conflicts } from './seriesConflicts';
import { Jobs } from './seriesJobs';
import { HeaderOf } from './seriesHeader';
import { Images } from './seriesImages';
import { LogOf } from './seriesLog';
import { Results } from './seriesResults';
import { Timeline } from './timeline';

/** One series: what came, what closed it, what was made of it, and where that went. */
export function SeriesPage({ place }: ViewProps): VNode {
  const uid = place.path[1]!;
  const path = `/series/${encodeURIComponent(uid)}`;
  const { value: series, error, reload } = useData<SeriesDetail>(path);
  const soon = useSoon(reload);
  const mayOperate = useMay('Operate');

  useEvents<Series>('series', (changed) => changed.seriesInstanceUid === uid && soon());
  useEvents<Delivery>('delivery', (changed) => series?.deliveries.some((d) => d.id === changed.id) && soon());

  if (series === null) {
    return error === null ? <p class="waiting">Loading…</p> : error.status === 404 ? <Empty title="The node has no such series.">{error.message}</Empty> : <Failure retry={reload}>{error.message}</Failure>;
  }

  const segment = async () => {
    await send('POST', `${path}/segment`);
    soon();
    return 'The series is segmented again.';
  };
  return (
    <>
      {error && <Failure retry={reload}>{error.message}</Failure>}
      <section class="facts" aria-label="Series">
        <p class="uid-line"><code>{uid}</code></p>
        <p><State of={series.state} /> {series.trouble ?? series.reason}</p>
        <dl>
          <div><dt>Modality</dt><dd><Foreign>{series.modality}</Foreign></dd></div>
          <div><dt>From</dt><dd><Foreign>{series.callingAeTitle}</Foreign></dd></div>
          {series.trouble && series.reason && <div><dt>Examined</dt><dd>{series.reason}</dd></div>}
          <div><dt>Images</dt><dd>{count(series.instances)}{series.late > 0 && `, ${count(series.late)} late and not used`}</dd></div>
          <div><dt>Received</dt><dd><Time at={series.firstInstanceAt} /> – <Time at={series.lastInstanceAt} /></dd></div>
          <div><dt>Closed by</dt><dd>{series.evidence.closedBy ?? <span class="none">still open</span>}</dd></div>
          {series.evidence.awaits.length > 0 && <div><dt>Waits for</dt><dd>further series of the study, for {series.evidence.awaits.join(', ')}</dd></div>}
          {series.generation > 1 && <div><dt>Generation</dt><dd>{series.generation}: images came after it had been closed</dd></div>}
          <div><dt>Study</dt><dd><code class="uid">{series.studyInstanceUid}</code></dd></div>
        </dl>
        <p class="actions">
          {mayOperate && <Action run={segment}>Segment again</Action>} <a href={href(['routes'], { series: uid })}>Which routes want it?</a>
        </p>
      </section>
      <HeaderOf path={path} />
      <Timeline of={series} />
      <Images of={series} />
      <Jobs jobs={series.jobs} />
      <Results results={series.results} />
      <section aria-labelledby="deliveries">
        <h2 id="deliveries">Deliveries</h2>
        {series.deliveries.length === 0
          ? <p class="none">Nothing is sent of this series yet.</p>
          : <DeliveryTable caption={plural(series.deliveries.length, 'delivery', 'deliveries')} deliveries={series.deliveries} onChanged={soon} />}
      </section>
      <Conflicts of={series.inConflict} />
      <LogOf path={path} lastEvent={`${series.state} ${series.timeline.length}`} />
    </>
  );
}
