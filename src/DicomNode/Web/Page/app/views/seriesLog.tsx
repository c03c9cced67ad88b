import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LogLine } from '../types';
import { Badge, type Tone } from '../ui/badge';
import { Time } from '../ui/text';
import { useData } from '../useData';

const tones: Record<string, Tone> = { Warning: 'warn', Error: 'bad', Critical: 'bad' };

/** The lines of the log that name this series. */
export function LogOf({ path, lastEvent }: { path: string; lastEvent: string }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Log of this series</summary>
      {isOpen && <Lines path={path} lastEvent={lastEvent} />}
    </details>
  );
}

function Lines({ path, lastEvent }: { path: string; lastEvent: string }): VNode {
  const { value, error, reload } = useData<LogLine[]>(`${path}/log`);
  useEffect(reload, [lastEvent]);
  if (value === null) {
    return error === null ? <p class="waiting">Reading…</p> : <p role="alert">{error.message}</p>;
  }

  return value.length === 0 ? <p class="none">The log says nothing of it since the node started.</p> : (
    <ol class="log">
      {value.map((line, i) => (
        <li key={i}>
          <Time at={line.at} /> <Badge tone={tones[line.level] ?? 'idle'}>{line.level}</Badge> <span class="event-id">{line.eventId}</span> <span class="what">{line.text}</span>
        </li>
      ))}
    </ol>
  );
}
