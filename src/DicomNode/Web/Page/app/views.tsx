import type { ComponentType } from 'preact';
import type { Place } from './route';
import { Deliveries } from './views/deliveries';
import { Models } from './views/models';
import { Notifications } from './views/notifications';
import { Overview } from './views/overview';
import { Peers } from './views/peers';
import { RuleTester } from './views/ruleTester';
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
  { key: 'deliveries', title: 'Deliveries', path: ['deliveries'] },
  { key: 'overview', title: 'Overview', path: ['overview'] },
  { key: 'models', title: 'Models', path: ['models'] },
  { key: 'peers', title: 'Peers', path: ['peers'] },
  { key: 'routes', title: 'Rule tester', path: ['routes'] },
  { key: 'notifications', title: 'Notifications', path: ['notifications'] },
];

export function viewOf({ path }: Place): View {
  const [section = 'series', item] = path;
  switch (section) {
    case 'series':
      return item === undefined
        ? { key: 'series', section, title: 'Series', Component: SeriesList }
        : { key: `series/${item}`, section, title: 'Series', Component: SeriesPage };
    case 'deliveries':
      return { key: section, section, title: 'Deliveries', Component: Deliveries };
    case 'overview':
      return { key: section, section, title: 'Overview', Component: Overview };
    case 'models':
      return { key: section, section, title: 'Models', Component: Models };
    case 'peers':
      return { key: section, section, title: 'Peers', Component: Peers };
    case 'routes':
      return { key: section, section, title: 'Rule tester', Component: RuleTester };
    case 'notifications':
      return { key: section, section, title: 'Notifications', Component: Notifications };
    default:
      return { key: 'unknown', section: '', title: 'No such page', Component: Unknown };
  }
}
