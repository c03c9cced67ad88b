import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ApiError } from '../api';
import { say } from './notices';

interface ActionProps {
  children: string;
  /** What is done; its text is said when it is. Null: the view shows it. */
  run: () => Promise<string | null>;
  /** More than the label, for a screen reader: which row. */
  about?: string;
  isPrimary?: boolean;
}

/** A button that does one thing on the node: busy meanwhile, and it keeps the focus. */
export function Action({ children, run, about, isPrimary }: ActionProps): VNode {
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const click = async () => {
    if (isRunning.current) {
      return;
    }

    isRunning.current = true;
    setBusy(true);
    try {
      const done = await run();
      if (done !== null) {
        say(done);
      }
    } catch (error) {
      say(error instanceof ApiError ? error.message : String(error), true);
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return (
    <button type="button" class={isPrimary ? 'primary' : undefined} aria-disabled={isBusy} aria-label={about ? `${children} ${about}` : undefined} onClick={click}>
      {children}
    </button>
  );
}
