import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Notice {
  id: number;
  text: string;
  isError: boolean;
}

const shownMs = 8000;
let notices: Notice[] = [];
let last = 0;
const watchers = new Set<(notices: Notice[]) => void>();

/** Says something at the edge of the page, and to a screen reader. An error stays until it is dismissed. */
export function say(text: string, isError = false): void {
  const notice = { id: ++last, text, isError };
  become([...notices.slice(-3), notice]);
  if (!isError) {
    setTimeout(() => dismiss(notice.id), shownMs);
  }
}

export function Notices(): VNode {
  const [seen, setSeen] = useState(notices);
  useEffect(() => {
    watchers.add(setSeen);
    return () => {
      watchers.delete(setSeen);
    };
  }, []);
  const list = (isError: boolean) => seen.filter((n) => n.isError === isError).map((n) => (
    <p key={n.id} class={isError ? 'notice bad' : 'notice'}>
      <span>{n.text}</span>
      <button type="button" aria-label="Dismiss" onClick={() => dismiss(n.id)}>×</button>
    </p>
  ));
  // the regions are there from the beginning: a screen reader tells what changes inside
  return (
    <div class="notices">
      <div role="alert">{list(true)}</div>
      <div role="status">{list(false)}</div>
    </div>
  );
}

const dismiss = (id: number): void => become(notices.filter((n) => n.id !== id));

function become(next: Notice[]): void {
  notices = next;
  for (const watcher of watchers) {
    watcher(notices);
  }
}
