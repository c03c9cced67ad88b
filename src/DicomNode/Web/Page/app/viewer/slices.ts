// Fetches slices and outlines, keeps the last ones, and asks for the neighbours before they are needed.
import { ApiError, get, getAnswer } from '../api';
import { Recent } from './recent';
import type { ImageInfo, Outlines, Slice } from './types';

const keptBytes = 48 << 20;
const keptOutlines = 400;
const ahead = 3;

export class Slices {
  private readonly kept = new Recent<number, Slice>(keptBytes, (slice) => slice.values.byteLength);
  private readonly asked = new Map<number, { slice: Promise<Slice>; abort: AbortController }>();

  constructor(private readonly image: ImageInfo) {}

  known(z: number): Slice | undefined {
    return this.kept.get(z);
  }

  get(z: number): Promise<Slice> {
    const known = this.kept.get(z);
    return known ? Promise.resolve(known) : this.ask(z);
  }

  /** Asks for what comes next in a direction, and no longer for what lies far away. */
  async prefetch(z: number, direction: 1 | -1): Promise<void> {
    for (const [far, { abort }] of this.asked) {
      if (Math.abs(far - z) > ahead) {
        abort.abort();
      }
    }

    for (const step of [1, 2, ahead, -1]) {
      const next = z + step * direction;
      if (next >= 0 && next < this.image.slices && !this.kept.get(next)) {
        await this.ask(next).catch(() => undefined); // whoever wants to see it will be told
      }
    }
  }

  close(): void {
    for (const { abort } of this.asked.values()) {
      abort.abort();
    }
  }

  private ask(z: number): Promise<Slice> {
    const before = this.asked.get(z);
    if (before && !before.abort.signal.aborted) {
      return before.slice;
    }

    const abort = new AbortController();
    const slice = fetchSlice(this.image, z, abort.signal).then((fetched) => {
      this.kept.set(z, fetched);
      return fetched;
    });
    const asked = { slice, abort };
    this.asked.set(z, asked);
    const forget = () => this.asked.get(z) === asked && this.asked.delete(z);
    slice.then(forget, forget);
    return slice;
  }
}

export class OutlinesOf {
  private readonly kept = new Recent<number, Outlines>(keptOutlines, () => 1);

  constructor(private readonly sopInstanceUid: string) {}

  known(z: number): Outlines | undefined {
    return this.kept.get(z);
  }

  async get(z: number, signal: AbortSignal): Promise<Outlines> {
    const known = this.kept.get(z);
    if (known) {
      return known;
    }

    const outlines = await get<Outlines>(`/results/${encodeURIComponent(this.sopInstanceUid)}/contours?z=${z}`, signal);
    this.kept.set(z, outlines);
    return outlines;
  }
}

async function fetchSlice({ seriesInstanceUid, volume }: ImageInfo, z: number, signal: AbortSignal): Promise<Slice> {
  const answer = await getAnswer(`/series/${encodeURIComponent(seriesInstanceUid)}/slices/${z}?volume=${volume}`, signal);
  const columns = Number(answer.headers.get('Slice-Columns'));
  const rows = Number(answer.headers.get('Slice-Rows'));
  const bytes = await answer.arrayBuffer();
  const values = answer.headers.get('Slice-Type') === 'int16' ? new Int16Array(bytes) : new Float32Array(bytes);
  if (values.length !== columns * rows) {
    throw new ApiError(0, 'The node sent a slice of another size than it said.');
  }

  return { z, columns, rows, values };
}
