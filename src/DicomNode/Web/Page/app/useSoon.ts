import { useEffect, useRef } from 'preact/hooks';

const pauseMs = 250;

/** Many events in a moment ask for one reload. */
export function useSoon(reload: () => void): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      reload();
    }, pauseMs);
  };
}
