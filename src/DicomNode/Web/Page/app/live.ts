// What changes on the node, as server-sent events. While the connection is lost the page says so; when it is back, whatever is shown is asked for anew.
import { useEffect, useState } from 'preact/hooks';
import { address } from './api';

export type Topic = 'series' | 'delivery' | 'status';

export interface Connection {
  state: 'connecting' | 'open' | 'lost';
  /** Counts the times that it came back: what is shown may be old then. */
  epoch: number;
}

type Listener = (data: never) => void;

const topics: readonly Topic[] = ['series', 'delivery', 'status'];
const firstRetryMs = 500;
const longestRetryMs = 10_000;
const listeners = new Map<Topic, Set<Listener>>(topics.map((topic) => [topic, new Set<Listener>()]));
const watchers = new Set<(connection: Connection) => void>();
let connection: Connection = { state: 'connecting', epoch: 0 };
let source: EventSource | null = null;
let retryMs = firstRetryMs;
let lost: () => void = () => {};
let retry: ReturnType<typeof setTimeout> | undefined;

/** Opens the stream; one that is open stays so. */
export function start(whenLost: () => void): void {
  lost = whenLost;
  if (source === null) {
    open();
  }
}

export function stop(): void {
  clearTimeout(retry);
  source?.close();
  source = null;
}

export function useConnection(): Connection {
  const [seen, setSeen] = useState(connection);
  useEffect(() => {
    watchers.add(setSeen);
    setSeen(connection);
    return () => {
      watchers.delete(setSeen);
    };
  }, []);
  return seen;
}

/** Calls back for every event of a topic, as long as the component is shown. */
export function useEvents<T>(topic: Topic, listener: (data: T) => void): void {
  useEffect(() => {
    const of = listeners.get(topic)!;
    of.add(listener as Listener);
    return () => {
      of.delete(listener as Listener);
    };
  });
}

function open(): void {
  source = new EventSource(address('/events'));
  source.onopen = () => {
    retryMs = firstRetryMs;
    become({ state: 'open', epoch: connection.epoch + (connection.state === 'lost' ? 1 : 0) });
  };
  source.onerror = () => {
    // the browser's own retries end for good at an answer other than 200, such as a proxy's 502: so they are ours
    source?.close();
    become({ state: 'lost', epoch: connection.epoch });
    clearTimeout(retry);
    retry = setTimeout(open, retryMs);
    retryMs = Math.min(retryMs * 2, longestRetryMs);
    lost(); // the stream does not say why: it may be that the session ended
  };
  for (const topic of topics) {
    source.addEventListener(topic, (event) => {
      const data = JSON.parse(event.data as string) as never;
      for (const listener of listeners.get(topic)!) {
        listener(data);
      }
    });
  }
}

function become(next: Connection): void {
  if (next.state !== connection.state || next.epoch !== connection.epoch) {
    connection = next;
    for (const watcher of watchers) {
      watcher(connection);
    }
  }
}
