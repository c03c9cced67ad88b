import type { VNode } from 'preact';
import { ApiError, send } from '../api';
import { words } from '../format';
import { useMay } from '../session';
import type { Notification } from '../types';
import { Action } from '../ui/action';
import { Badge, State } from '../ui/badge';
import { Table, type Column } from '../ui/table';
import { Empty, Failure, Time } from '../ui/text';
import { useData } from '../useData';

const columns: Column<Notification>[] = [
  { head: 'What', isRowHeader: true, cell: (n) => <>{n.title} {n.isOver && <Badge tone="good">Over</Badge>}{n.count > 1 && <span class="aside"> {n.count} times</span>}</> },
  { head: 'Kind', cell: (n) => words(n.kind) },
  { head: 'When', cell: (n) => <Time at={n.at} /> },
  { head: 'By', cell: (n) => n.channel },
  { head: 'Outcome', cell: (n) => <State of={n.outcome} /> },
  { head: 'Why', class: 'why', cell: (n) => n.problem },
];

/** Whom the node told of what, and whether it arrived. */
export function Notifications(): VNode {
  const mayOperate = useMay('Operate');
  const { value, error, reload } = useData<Notification[]>('/notifications');
  const test = async () => {
    const tests = (await send<{ channel: string; ok: boolean; text: string }[]>('POST', '/notifications/test')) ?? [];
    const failed = tests.filter((t) => !t.ok);
    if (failed.length > 0) {
      throw new ApiError(0, failed.map((t) => t.text).join(' '));
    }

    return tests.map((t) => t.text).join(' ');
  };
  return (
    <>
      {error && <Failure retry={reload}>{error.message}</Failure>}
      {mayOperate && <p class="actions"><Action run={test}>Send a test message</Action></p>}
      {value?.length === 0 && (
        <Empty title="Nobody was told of anything.">
          Name a webhook or a mail server under <code>Notifications</code> in the configuration, and the node tells of dead letters, held results, a full disk and certificates that end.
        </Empty>
      )}
      {value !== null && value.length > 0 && <Table caption="Notifications, the latest first" columns={columns} rows={value} keyOf={(n) => n.id + n.channel} />}
    </>
  );
}
