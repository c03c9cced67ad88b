import type { VNode } from 'preact';
import type { Check, DeliveryState, JobState, SeriesState } from '../types';
import { words } from '../format';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'idle';

const tones: Record<SeriesState | DeliveryState | JobState | Check['status'] | 'Told' | 'GivenUp', Tone> = {
  Receiving: 'busy', Complete: 'busy', Waiting: 'warn', Segmenting: 'busy', Delivering: 'busy', Done: 'good',
  Incomplete: 'warn', NotRouted: 'idle', Unmatched: 'warn', Failed: 'bad',
  Pending: 'busy', Sending: 'busy', Delivered: 'good', DeliveredWithWarning: 'warn', DeadLetter: 'bad', Held: 'warn', Superseded: 'idle',
  Healthy: 'good', Degraded: 'warn', Unhealthy: 'bad', Told: 'good', GivenUp: 'bad',
  Queued: 'busy', Running: 'busy', Blocked: 'warn',
};

export const toneOf = (state: string): Tone => (tones as Record<string, Tone>)[state] ?? 'idle';

/** A state: its word, and a colour that says nothing more than the word. */
export function State({ of }: { of: string }): VNode {
  return <Badge tone={toneOf(of)}>{words(of)}</Badge>;
}

export function Badge({ tone, children }: { tone: Tone; children: string }): VNode {
  return <span class={`badge ${tone}`}>{children}</span>;
}
