import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { count, words } from '../format';
import { useEvents } from '../live';
import { go, href } from '../route';
import { useSession } from '../session';
import { seriesStates } from '../seriesStates';
import type { Series } from '../types';
import { State } from '../ui/badge';
import { Pager } from '../ui/pager';
import { Table, type Column } from '../ui/table';
import { Empty, Failure, Foreign, SeriesLink, Time } from '../ui/text';
import { useData } from '../useData';
import { useStatus } from '../useStatus';
import type { ViewProps } from '../views';

const take = 50;

const columns: Column<Series>[] = [
  { head: 'Series', isRowHeader: true, cell: (s) => <SeriesLink uid={s.seriesInstanceUid} /> },
  { head: 'State', cell: (s) => <State of={s.state} /> },
  { head: 'Last image', cell: (s) => <Time at={s.lastInstanceAt} /> },
  { head: 'Modality', cell: (s) => <Foreign>{s.modality}</Foreign> },
  { head: 'From', cell: (s) => <Foreign>{s.callingAeTitle}</Foreign> },
  { head: 'Images', class: 'number', cell: (s) => <Counts of={s} /> },
  { head: 'Why', class: 'why', cell: (s) => <Why of={s} /> },
];

/** The series, the latest first; what comes in appears by itself. */
export function SeriesList({ place }: ViewProps): VNode {
  const state = place.query.get('state') ?? '';
  const uid = place.query.get('uid') ?? '';
  const skip = Math.max(0, Number(place.query.get('skip')) || 0);
  const query = new URLSearchParams({ skip: String(skip), take: String(take), ...(state && { state }), ...(uid && { uid }) });
  const { value: series, error, reload, change } = useData<Series[]>(`/series?${query}`);
  const total = useTotal(state, uid);

  useEvents<Series>('series', (changed) => change((rows) => withChange(rows, changed, skip === 0 && uid === '', state)));

  return (
    <>
      <Filter state={state} uid={uid} />
      {error && <Failure retry={reload}>{error.message}</Failure>}
      {series !== null && series.length === 0 && <NoSeries isFiltered={state !== '' || uid !== '' || skip > 0} />}
      {series !== null && series.length > 0 && <Table caption="Series, the latest first" columns={columns} rows={series} keyOf={(s) => s.seriesInstanceUid} />}
      {series !== null && <Pager skip={skip} take={take} shown={series.length} total={total} hrefOf={(to) => href(['series'], { state, uid, skip: to })} />}
    </>
  );
}

/** The row that changed in its place; a new one, on the first page, on top. One that the filter does not want any more leaves. */
function withChange(rows: Series[], changed: Series, takesNew: boolean, state: string): Series[] {
  const fits = state === '' || changed.state === state;
  const at = rows.findIndex((r) => r.seriesInstanceUid === changed.seriesInstanceUid);
  if (at >= 0) {
    return fits ? rows.with(at, changed) : rows.toSpliced(at, 1);
  }

  return fits && takesNew ? [changed, ...rows].slice(0, take) : rows;
}

function useTotal(state: string, uid: string): number | null {
  const counts = useStatus()?.series;
  if (counts === undefined || uid !== '') {
    return null;
  }

  return state === '' ? Object.values(counts).reduce((sum, n) => sum + n, 0) : ((counts as Record<string, number>)[state] ?? 0);
}

function Filter({ state, uid }: { state: string; uid: string }): VNode {
  const counts = useStatus()?.series;
  const [entered, setEntered] = useState(uid);
  return (
    <form class="filter" role="search" aria-label="Series" onSubmit={(e) => { e.preventDefault(); go(['series'], { state, uid: entered.trim() }); }}>
      <label>
        <span>State</span>
        <select value={state} onChange={(e) => go(['series'], { uid, state: e.currentTarget.value })}>
          <option value="">All</option>
          {seriesStates.map((s) => <option key={s} value={s}>{words(s)}{counts?.[s] ? ` (${count(counts[s])})` : ''}</option>)}
        </select>
      </label>
      <label class="grow">
        <span>UID, or a part of it</span>
        <input type="search" value={entered} inputMode="decimal" spellcheck={false} autocomplete="off" onInput={(e) => setEntered(e.currentTarget.value)} />
      </label>
      <button type="submit">Search</button>
      {(state !== '' || uid !== '') && <a href={href(['series'])} onClick={() => setEntered('')}>Show all</a>}
    </form>
  );
}

function NoSeries({ isFiltered }: { isFiltered: boolean }): VNode {
  const { aeTitle } = useSession();
  const ports = useStatus()?.ports;
  if (isFiltered) {
    return <Empty title="No series here."><a href={href(['series'])}>Show all series</a></Empty>;
  }

  const named = ports?.dicom ? `port ${portOf(ports.dicom)}` : ports?.dicomTls ? `port ${portOf(ports.dicomTls)} with TLS` : 'its DICOM port';
  const isLocal = [ports?.dicom, ports?.dicomTls].every((end) => !end || end.startsWith('127.'));
  return (
    <Empty title="No series yet.">
      In the PACS or the scanner enter a destination with AE title <code>{aeTitle}</code>, this machine’s address and {named}, and send a series.
      {isLocal && ports && <> It listens on this machine only: set <code>Listener:Address</code> to 0.0.0.0 to let others in.</>} To try it without a PACS, run <code>dicomnode demo</code>.
    </Empty>
  );
}

/** 127.0.0.1:11112 → 11112 */
const portOf = (endPoint: string): string => endPoint.slice(endPoint.lastIndexOf(':') + 1);

function Counts({ of }: { of: Series }): VNode {
  return (
    <>
      {count(of.instances)}
      {of.late > 0 && <span class="aside"> +{count(of.late)} late</span>}
      {of.conflicts > 0 && <span class="aside"> {count(of.conflicts)} in conflict</span>}
    </>
  );
}

/** What went wrong, the reason of its state, or what closed it. */
function Why({ of }: { of: Series }): VNode {
  const why = of.trouble ?? of.reason ?? of.evidence.closedBy ?? '';
  return <span class="clamp" title={why}>{why}</span>;
}
