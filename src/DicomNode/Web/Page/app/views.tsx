import type { ComponentType } from 'preact';
import type { Place } from './route';
import { SeriesList } from './views/seriesList';
import { SeriesPage } from './views/seriesPage';
import { Unknown } from './views/unknown';

export interface ViewProps {
  place: Place;
}

export interface View {
  /** A view with another key is another page; the same key only changes what it shows. */
  key: string;
  section: string;
  title: string;
  Component: ComponentType<ViewProps>;
}

interface Section {
  key: string;
  title: string;
  path: string[];
}

/** What the navigation shows. */
export const sections: readonly Section[] = [
  { key: 'series', title: 'Series', path: ['series'] },
];

export function viewOf({ path }: Place): View {
  const [section = 'series', item] = path;
  switch (section) {
    case 'series':
      return item === undefined
        ? { key: 'series', section, title: 'Series', Component: SeriesList }
        : { key: `series/${item}`, section, title: 'Series', Component: SeriesPage };
    default:
      return { key: 'unknown', section: '', title: 'No such page', Component: Unknown };
  }
}
