import type { VNode } from 'preact';
import { send } from '../api';
import { count, plural, words } from '../format';
import { useEvents } from '../live';
import { go, href } from '../route';
import { useMay } from '../session';
import type { Delivery, DeliveryState } from '../types';
import { Action } from '../ui/action';
import { Pager } from '../ui/pager';
import { Empty, Failure } from '../ui/text';
import { useData } from '../useData';
import { useSoon } from '../useSoon';
import { useStatus } from '../useStatus';
import type { ViewProps } from '../views';
import { DeliveryTable } from './deliveryTable';

const take = 100;
const states: readonly DeliveryState[] = ['DeadLetter', 'Held', 'Pending', 'Sending', 'Delivered', 'DeliveredWithWarning', 'Superseded'];

const nothing: Partial<Record<DeliveryState, [string, string]>> = {
  DeadLetter: ['No dead letters.', 'A result that a peer does not take is tried again by itself; what is given up after Delivery:GiveUpAfter, or refused for good, waits here for you.'],
  Held: ['Nothing is held.', 'A result about which the gate found something that its route holds for (Routes:Gate) waits here until you release it.'],
  Pending: ['Nothing waits to be sent.', 'Results that wait for their peer are here, with what it said last.'],
};

/** What is on its way, what was given up and what waits for somebody to look at it. */
export function Deliveries({ place }: ViewProps): VNode {
  const state = states.find((s) => s === place.query.get('state')) ?? 'DeadLetter';
  const skip = Math.max(0, Number(place.query.get('skip')) || 0);
  const { value: deliveries, error, reload } = useData<Delivery[]>(`/deliveries?state=${state}&skip=${skip}&take=${take}`);
  const total = useStatus()?.deliveries.states[state] ?? null;
  const soon = useSoon(reload);
  useEvents<Delivery>('delivery', (d) => (d.state === state || deliveries?.some((shown) => shown.id === d.id)) && soon());
  const [title, hint] = nothing[state] ?? ['No deliveries in this state.', ''];

  return (
    <>
      <form class="filter" aria-label="Deliveries" onSubmit={(e) => e.preventDefault()}>
        <label>
          <span>State</span>
          <select value={state} onChange={(e) => go(['deliveries'], { state: e.currentTarget.value })}>
            {states.map((s) => <Choice key={s} state={s} />)}
          </select>
        </label>
      </form>
      {error && <Failure retry={reload}>{error.message}</Failure>}
      {deliveries !== null && <Bulk state={state} deliveries={deliveries} onChanged={soon} />}
      {deliveries !== null && deliveries.length === 0 && <Empty title={title}>{hint}</Empty>}
      {deliveries !== null && deliveries.length > 0 && <DeliveryTable caption={`${words(state)}, the latest first`} deliveries={deliveries} onChanged={soon} withSeries />}
      {deliveries !== null && <Pager skip={skip} take={take} shown={deliveries.length} total={total} hrefOf={(to) => href(['deliveries'], { state, skip: to })} />}
    </>
  );
}

function Choice({ state }: { state: DeliveryState }): VNode {
  const n = useStatus()?.deliveries.states[state];
  return <option value={state}>{words(state)}{n ? ` (${count(n)})` : ''}</option>;
}

/** The same for all, or for all of one destination. */
function Bulk({ state, deliveries, onChanged }: { state: DeliveryState; deliveries: Delivery[]; onChanged: () => void }): VNode | null {
  const mayOperate = useMay('Operate');
  if (!mayOperate || deliveries.length === 0 || (state !== 'DeadLetter' && state !== 'Held')) {
    return null;
  }

  const destinations = [...new Set(deliveries.map((d) => d.destination))].sort();
  const retry = (destination: string | null) => async () => {
    const done = await send<{ retried: number }>('POST', `/deliveries/retry${destination === null ? '' : `?destination=${encodeURIComponent(destination)}`}`);
    onChanged();
    return `${plural(done?.retried ?? 0, 'result is', 'results are')} sent again.`;
  };
  const release = (destination: string) => async () => {
    const done = await send<{ released: number }>('POST', `/deliveries/release?destination=${encodeURIComponent(destination)}`);
    onChanged();
    return `${plural(done?.released ?? 0, 'result is', 'results are')} released.`;
  };
  return (
    <p class="actions">
      {state === 'DeadLetter' && <Action run={retry(null)}>Retry all</Action>}
      {destinations.map((d) => state === 'DeadLetter'
        ? <Action key={d} run={retry(d)}>{`Retry all to ${d}`}</Action>
        : <Action key={d} run={release(d)}>{`Release all to ${d}`}</Action>)}
    </p>
  );
}
