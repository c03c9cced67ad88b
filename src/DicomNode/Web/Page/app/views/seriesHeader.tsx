import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { words } from '../format';
import { useData } from '../useData';

/** What the images say of themselves, read from a file of the series when somebody asks: whose they are stands nowhere else. */
export function HeaderOf({ path }: { path: string }): VNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="card header-of" onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>Patient and study, from the images</summary>
      {isOpen && <Elements path={path} />}
    </details>
  );
}

function Elements({ path }: { path: string }): VNode {
  const { value, error } = useData<Record<string, unknown>>(`${path}/header`);
  if (value === null) {
    return error === null ? <p class="waiting">Reading…</p> : <p role="alert">{error.message}</p>;
  }

  const shown = Object.entries(value).filter(([, text]) => text !== null && text !== '');
  return (
    <dl>
      {shown.map(([name, text]) => <div key={name}><dt>{words(name)}</dt><dd><bdi class="from-images">{String(text)}</bdi></dd></div>)}
    </dl>
  );
}
