import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiError, send } from '../api';
import { plural } from '../format';
import { useMay } from '../session';
import type { RouteTest, Series, TestedRoute } from '../types';
import { Badge } from '../ui/badge';
import { Empty, Failure } from '../ui/text';
import { useData } from '../useData';
import type { ViewProps } from '../views';

const offered = 30;
const example = 'Modality=CT\nBodyPartExamined=CHEST\nSeriesDescription=Thorax 1.0';

/** Which route wants a series, and why the others do not. */
export function RuleTester({ place }: ViewProps): VNode {
  const asked = place.query.get('series') ?? '';
  const [uid, setUid] = useState(asked);
  const [text, setText] = useState('');
  const [test, setTest] = useState<RouteTest | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { value: recent } = useData<Series[]>(`/series?take=${offered}`);

  const run = async (body: object) => {
    try {
      setTest(await send<RouteTest>('POST', '/routes/test', body));
      setProblem(null);
    } catch (error) {
      setTest(null);
      setProblem(error instanceof ApiError ? error.message : String(error));
    }
  };
  useEffect(() => {
    setUid(asked);
    if (asked !== '') {
      void run({ seriesInstanceUid: asked });
    }
  }, [asked]);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void run(text.trim() === '' ? { seriesInstanceUid: uid.trim() } : bodyOf(text));
  };
  return (
    <>
      <p>What a series says of itself is held against every entry of <code>Routes</code>, as the node does when the series is complete. Nothing is changed or sent.</p>
      <form class="tester" onSubmit={submit}>
        <label>
          <span>A series that is here</span>
          <input list="recent" value={uid} spellcheck={false} autocomplete="off" onInput={(e) => { setUid(e.currentTarget.value); setText(''); }} placeholder="its UID" />
          <datalist id="recent">{recent?.map((s) => <option key={s.seriesInstanceUid} value={s.seriesInstanceUid}>{`${s.modality ?? ''} ${s.callingAeTitle ?? ''} ${s.state}`}</option>)}</datalist>
        </label>
        <label>
          <span>or its elements: a dump, DICOM JSON, or lines Key=Value</span>
          <textarea rows={6} spellcheck={false} value={text} placeholder={example} onInput={(e) => { setText(e.currentTarget.value); setUid(''); }} />
        </label>
        <p><button type="submit" class="primary">Test the routes</button></p>
      </form>
      {problem && <Failure>{problem}</Failure>}
      <div role="status">{test && <p class="verdict">{test.text}</p>}</div>
      {test && <Outcome of={test} />}
    </>
  );
}

/** What was pasted, as the node wants it: DICOM JSON is told by its first character. */
function bodyOf(text: string): object {
  if (/^\s*[[{]/.test(text)) {
    try {
      const pasted: unknown = JSON.parse(text);
      return { dataSet: Array.isArray(pasted) ? pasted[0] : pasted };
    } catch {
      // not JSON after all: the node says what it makes of it
    }
  }

  return { text };
}

function Outcome({ of }: { of: RouteTest }): VNode {
  const mayConfigure = useMay('Configure');
  const matching = of.routes.filter((r) => r.matches).length;
  const elements = Object.entries(of.elements);
  return (
    <>
      {of.routes.length === 0 && <Empty title="There are no routes.">{mayConfigure ? 'Add one under Routes in the configuration.' : 'An administrator adds them in the configuration.'}</Empty>}
      {of.routes.length > 0 && <h2>{plural(matching, 'route')} of {of.routes.length} {matching === 1 ? 'wants' : 'want'} it</h2>}
      {of.routes.map((r) => <TestedRouteCard key={r.index} route={r} />)}
      {elements.length > 0 && (
        <details class="card">
          <summary>What was looked at</summary>
          <dl>{elements.map(([name, value]) => <div key={name}><dt>{name}</dt><dd><bdi class="from-images">{value === null ? '–' : String(value)}</bdi></dd></div>)}</dl>
        </details>
      )}
    </>
  );
}

function TestedRouteCard({ route }: { route: TestedRoute }): VNode {
  return (
    <article class="card">
      <h3>Route {route.index + 1}: <bdi>{route.model}</bdi> <Badge tone={route.matches ? 'good' : 'idle'}>{route.matches ? 'Matches' : 'Does not match'}</Badge></h3>
      <p>{route.text}</p>
      {route.conditions.length > 0 && (
        <table role="table">
          <caption>Its conditions</caption>
          <thead role="rowgroup"><tr role="row">{['Condition', 'Wanted', 'Found', 'Holds'].map((h) => <th key={h} role="columnheader" scope="col">{h}</th>)}</tr></thead>
          <tbody role="rowgroup">
            {route.conditions.map((c) => (
              <tr key={c.key} role="row">
                <th role="rowheader" scope="row" data-head="Condition">{c.key}</th>
                <td role="cell" data-head="Wanted"><code>{c.wanted}</code></td>
                <td role="cell" data-head="Found">{c.found === null ? <span class="none">nothing</span> : <bdi class="from-images">{c.found}</bdi>}</td>
                <td role="cell" data-head="Holds"><Badge tone={c.holds ? 'good' : 'bad'}>{c.holds ? 'Yes' : 'No'}</Badge></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </article>
  );
}
