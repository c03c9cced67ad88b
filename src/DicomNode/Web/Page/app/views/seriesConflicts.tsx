import type { VNode } from 'preact';
import { plural } from '../format';
import type { Conflict } from '../types';
import { Table, type Column } from '../ui/table';
import { Foreign, Time, Uid } from '../ui/text';

const columns: Column<Conflict>[] = [
  { head: 'Instance', isRowHeader: true, cell: (c) => <Uid of={c.sopInstanceUid} /> },
  { head: 'From', cell: (c) => <Foreign>{c.callingAeTitle}</Foreign> },
  { head: 'Received', cell: (c) => <Time at={c.receivedAt} /> },
  { head: 'Kept at', cell: (c) => <code>{c.path}</code> },
  { head: 'SHA-256', cell: (c) => <Digests of={c} /> },
];

/** Second contents under a UID that was here before: both are kept, the first is used. */
export function Conflicts({ of }: { of: Conflict[] }): VNode | null {
  return of.length === 0 ? null : (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts">In conflict</h2>
      <p>These came with the UID of an instance that was here before, and with another content. The first is used; the sender should say which is right.</p>
      <Table caption={plural(of.length, 'instance')} columns={columns} rows={of} keyOf={(c) => c.path} />
    </section>
  );
}

function Digests({ of }: { of: Conflict }): VNode {
  return <><code title={of.sha256}>{of.sha256.slice(0, 12)}</code>{of.firstSha256 && <> instead of <code title={of.firstSha256}>{of.firstSha256.slice(0, 12)}</code></>}</>;
}
