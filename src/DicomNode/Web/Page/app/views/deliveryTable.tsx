import type { VNode } from 'preact';
import { send } from '../api';
import { useMay } from '../session';
import type { Delivery } from '../types';
import { Action } from '../ui/action';
import { State } from '../ui/badge';
import { Table, type Column } from '../ui/table';
import { Foreign, SeriesLink, Time, Uid } from '../ui/text';

interface DeliveryTableProps {
  caption: string;
  deliveries: Delivery[];
  onChanged: () => void;
  /** Says of which series each is. */
  withSeries?: boolean;
}

export function DeliveryTable({ caption, deliveries, onChanged, withSeries }: DeliveryTableProps): VNode {
  const mayOperate = useMay('Operate');
  const columns: Column<Delivery>[] = [
    { head: 'Result', isRowHeader: true, cell: (d) => <>{d.kind} <Uid of={d.sopInstanceUid} /></> },
    { head: 'To', cell: (d) => <Foreign>{d.destination}</Foreign> },
    { head: 'State', cell: (d) => <State of={d.state} /> },
    { head: 'Attempts', class: 'number', cell: (d) => d.attempts },
    { head: 'When', cell: (d) => <When of={d} /> },
    { head: 'Why', class: 'why', cell: (d) => <>{d.status && d.status !== '0000H' && <code>{d.status}</code>} {d.reason}</> },
  ];
  if (withSeries) {
    columns.splice(1, 0, { head: 'Series', cell: (d) => <SeriesLink uid={d.seriesInstanceUid} /> });
  }

  if (mayOperate) {
    columns.push({ head: 'Do', class: 'actions', cell: (d) => <DeliveryActions of={d} onChanged={onChanged} /> });
  }

  return <Table caption={caption} columns={columns} rows={deliveries} keyOf={(d) => d.id} />;
}

function When({ of }: { of: Delivery }): VNode {
  if (of.deliveredAt !== null) {
    return <><Time at={of.deliveredAt} />{of.provenAt !== null && <span class="aside"> proven</span>}</>;
  }

  return of.state === 'Pending' && of.attempts > 0 ? <>again at <Time at={of.nextAttemptAt} /></> : <Time at={of.createdAt} />;
}

function DeliveryActions({ of, onChanged }: { of: Delivery; onChanged: () => void }): VNode | null {
  const retry = async () => {
    await send('POST', `/deliveries/${of.id}/retry`);
    onChanged();
    return `${of.kind} is sent to ${of.destination} again.`;
  };
  const release = async () => {
    await send('POST', `/deliveries/release?id=${of.id}`);
    onChanged();
    return `${of.kind} is released and goes to ${of.destination}.`;
  };
  switch (of.state) {
    case 'Held':
      return <Action run={release} about={`${of.kind} to ${of.destination}`}>Release</Action>;
    case 'DeadLetter':
    case 'Pending':
      return of.attempts > 0 ? <Action run={retry} about={`${of.kind} to ${of.destination}`}>Retry</Action> : null;
    default:
      return null;
  }
}
