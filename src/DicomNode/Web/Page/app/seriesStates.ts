import type { SeriesState } from './types';

/** In the order of a series' life, then how else it can end. */
export const seriesStates: readonly SeriesState[] = [
  'Receiving', 'Complete', 'Waiting', 'Segmenting', 'Delivering', 'Done', 'Incomplete', 'NotRouted', 'Unmatched', 'Failed',
];
