// Numbers with units, times of the reader's place with UTC beside them.

const two = (n: number): string => String(n).padStart(2, '0');

/** 2026-11-21 13:01:54 in local time; without the day when it is today. */
export function localTime(at: Date, now: Date = new Date()): string {
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return at.toDateString() === now.toDateString() ? time : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${time}`;
}

/** What hovers over a time: the same moment as the log and the API write it. */
export const utc = (at: Date): string => `${at.toISOString().replace('T', ' ').slice(0, 19)} UTC`;

/** 4 ms, 0.42 s, 7.5 s, 3 min 20 s, 2 h 5 min, 4 d 3 h. */
export function duration(seconds: number): string {
  if (seconds < 0.095) {
    return `${Math.ceil(seconds * 1000)} ms`;
  }

  if (seconds < 10) {
    return `${Number(seconds.toFixed(seconds < 1 ? 2 : 1))} s`;
  }

  const whole = Math.round(seconds);
  if (whole < 120) {
    return `${whole} s`;
  }

  const minutes = Math.floor(whole / 60);
  if (minutes < 60) {
    return `${minutes} min ${whole % 60} s`;
  }

  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

export function bytes(count: number): string {
  let value = count;
  for (const unit of ['B', 'KiB', 'MiB', 'GiB']) {
    if (value < 1024) {
      return `${unit === 'B' || value >= 100 ? Math.round(value) : value.toFixed(1)} ${unit}`;
    }

    value /= 1024;
  }

  return `${value.toFixed(1)} TiB`;
}

const thousands = new Intl.NumberFormat('en-US');

export const count = (n: number): string => thousands.format(n);

export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** A UID that fits into a table: its end tells it from its neighbours. */
export const shortUid = (uid: string): string => (uid.length <= 24 ? uid : `${uid.slice(0, 8)}…${uid.slice(-12)}`);

/** NotRouted → not routed: a name of the API as words. */
export const words = (name: string): string => {
  const split = name.replace(/([a-z]{2})([A-Z])/g, '$1 $2').toLowerCase();
  return split.charAt(0).toUpperCase() + split.slice(1);
};
