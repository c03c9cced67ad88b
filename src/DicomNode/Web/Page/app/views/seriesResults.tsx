import type { VNode } from 'preact';
import { address } from '../api';
import { bytes, plural } from '../format';
import type { Result } from '../types';
import { Badge } from '../ui/badge';
import { Table, type Column } from '../ui/table';
import { Time, Uid } from '../ui/text';

const columns: Column<Result>[] = [
  { head: 'Kind', isRowHeader: true, cell: (r) => <>{r.kind} {r.isSuperseded && <Badge tone="idle">Superseded</Badge>}</> },
  { head: 'Instance', cell: (r) => <Uid of={r.sopInstanceUid} /> },
  { head: 'Model', cell: (r) => <><bdi>{r.model}</bdi> {r.modelVersion}</> },
  { head: 'Made', cell: (r) => <Time at={r.createdAt} /> },
  { head: 'Size', class: 'number', cell: (r) => bytes(r.bytes) },
  { head: 'File', cell: (r) => <a href={address(`/results/${encodeURIComponent(r.sopInstanceUid)}`)} download aria-label={`Download ${r.kind}`}>Download</a> },
];

export function Results({ results }: { results: Result[] }): VNode | null {
  return results.length === 0 ? null : (
    <section aria-labelledby="results">
      <h2 id="results">Objects</h2>
      <Table caption={plural(results.length, 'object')} columns={columns} rows={results} keyOf={(r) => r.sopInstanceUid} />
    </section>
  );
}
