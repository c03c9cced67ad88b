import type { ComponentChildren, VNode } from 'preact';
import { localTime, shortUid, utc } from '../format';
import { href } from '../route';

/** A moment in local time, with UTC in its title. */
export function Time({ at }: { at: string }): VNode {
  const date = new Date(at);
  return <time dateTime={at} title={utc(date)}>{localTime(date)}</time>;
}

/** A UID, shortened; all of it is in the title. */
export function Uid({ of }: { of: string }): VNode {
  return <span class="uid" title={of}>{shortUid(of)}</span>;
}

export function SeriesLink({ uid }: { uid: string }): VNode {
  return <a class="uid" href={href(['series', uid])} title={uid}>{shortUid(uid)}</a>;
}

/** An AE title or another text of a peer: as it is, set apart from ours. */
export function Foreign({ children }: { children: string | null | undefined }): VNode {
  return children ? <bdi class="foreign">{children}</bdi> : <span class="none">–</span>;
}

/** Nothing is here, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }): VNode {
  return <div class="empty"><p class="empty-title">{title}</p>{children && <p>{children}</p>}</div>;
}

export function Failure({ children, retry }: { children: string; retry?: () => void }): VNode {
  return <div class="failure" role="alert"><span>{children}</span>{retry && <button type="button" onClick={retry}>Try again</button>}</div>;
}
