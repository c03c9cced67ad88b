import type { VNode } from 'preact';
import { count } from '../format';

interface PagerProps {
  skip: number;
  take: number;
  /** On this page. */
  shown: number;
  /** Of all pages; null: not known. */
  total: number | null;
  hrefOf: (skip: number) => string;
}

export function Pager({ skip, take, shown, total, hrefOf }: PagerProps): VNode | null {
  const isLast = total === null ? shown < take : skip + shown >= total;
  if (skip === 0 && isLast) {
    return null;
  }

  return (
    <nav class="pager" aria-label="Pages">
      {skip > 0 ? <a href={hrefOf(0)}>First</a> : <span aria-disabled="true">First</span>}
      {skip > 0 ? <a rel="prev" href={hrefOf(Math.max(0, skip - take))}>Newer</a> : <span aria-disabled="true">Newer</span>}
      <span class="pager-range">{shown === 0 ? 'none' : `${count(skip + 1)}–${count(skip + shown)}`}{total !== null && ` of ${count(total)}`}</span>
      {isLast ? <span aria-disabled="true">Older</span> : <a rel="next" href={hrefOf(skip + take)}>Older</a>}
    </nav>
  );
}
