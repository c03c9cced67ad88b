// Views are behind the hash: the server needs no rule for them, and a proxy may put the page below any path.
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  /** The parts of the path, decoded. */
  path: string[];
  query: URLSearchParams;
}

export function usePlace(): Place {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parse(hash);
}

export function parse(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { path: path.split('/').filter((part) => part !== '').map(decode), query: new URLSearchParams(query) };
}

/** A link to a view: its path, and what of the query is not empty. */
export function href(path: string[], query: Record<string, string | number | null | undefined> = {}): string {
  const wanted = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== 0);
  const text = new URLSearchParams(wanted.map(([key, value]) => [key, String(value)])).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${text === '' ? '' : `?${text}`}`;
}

export function go(path: string[], query: Parameters<typeof href>[1] = {}): void {
  location.hash = href(path, query);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody typed it
  }
}
