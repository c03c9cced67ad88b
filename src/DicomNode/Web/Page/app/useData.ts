import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get } from './api';
import { useConnection } from './live';

export interface Data<T> {
  value: T | null;
  /** Of the last attempt; the value before it is still shown. */
  error: ApiError | null;
  reload: () => void;
  change: (with_: (value: T) => T) => void;
}

/**
 * What a path answers. It is asked for anew when the path changes, when the stream of events came back, and on reload; meanwhile what was there stays, so
 * that nothing flickers.
 */
export function useData<T>(path: string | null, load: (path: string, signal: AbortSignal) => Promise<T> = get): Data<T> {
  const { epoch } = useConnection();
  const [turn, setTurn] = useState(0);
  const [state, setState] = useState<{ path: string | null; value: T | null; error: ApiError | null }>({ path, value: null, error: null });
  const loader = useRef(load);

  useEffect(() => {
    if (path === null) {
      return undefined;
    }

    const abort = new AbortController();
    loader.current(path, abort.signal).then(
      (value) => {
        if (!abort.signal.aborted) {
          setState({ path, value, error: null });
        }
      },
      (error: unknown) => {
        if (!abort.signal.aborted) {
          const said = error instanceof ApiError ? error : new ApiError(0, String(error));
          setState((before) => ({ path, value: before.path === path ? before.value : null, error: said }));
        }
      },
    );
    return () => abort.abort();
  }, [path, epoch, turn]);

  const reload = useCallback(() => setTurn((t) => t + 1), []);
  const change = useCallback(
    (with_: (value: T) => T) => setState((before) => (before.value === null ? before : { ...before, value: with_(before.value) })),
    [],
  );
  return { value: state.value, error: state.error, reload, change };
}
