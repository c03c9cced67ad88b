import { useEffect, useState } from 'preact/hooks';
import { get } from './api';
import { useConnection, useEvents } from './live';
import type { Status } from './types';

let latest: Status | null = null;

/** The overview of the node, as the stream of events brings it. */
export function useStatus(): Status | null {
  const [status, setStatus] = useState(latest);
  const { epoch } = useConnection();
  const keep = (next: Status) => {
    latest = next;
    setStatus(next);
  };
  useEvents<Status>('status', keep);
  useEffect(() => {
    const abort = new AbortController();
    get<Status>('/status', abort.signal).then(keep, () => {}); // the view that is shown says what is wrong
    return () => abort.abort();
  }, [epoch]);
  return status;
}
