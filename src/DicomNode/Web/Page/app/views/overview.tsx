import type { ComponentChildren, VNode } from 'preact';
import { address } from '../api';
import { bytes, count, duration, plural, words } from '../format';
import { href } from '../route';
import { seriesStates } from '../seriesStates';
import type { Amount, Gpu, Status } from '../types';
import { State } from '../ui/badge';
import { Time } from '../ui/text';
import { useStatus } from '../useStatus';

/** How the node is: whether it can work, what waits, what comes in, and what the machine has left. */
export function Overview(): VNode {
  const status = useStatus();
  if (status === null) {
    return <p class="waiting">Loading…</p>;
  }

  return (
    <div class="tiles">
      <Checks of={status} />
      <Tile title="Series">
        <Figures rows={seriesStates.filter((s) => status.series[s]).map((s) => [<a href={href(['series'], { state: s })}>{words(s)}</a>, count(status.series[s]!)])} nothing="None yet." />
      </Tile>
      <Tile title="Models at work">
        <Figures rows={Object.entries(status.jobs.states).map(([state, n]) => [words(state), count(n)])} nothing="No model has run yet." />
        <Oldest seconds={status.jobs.oldestWaitingSeconds} />
      </Tile>
      <Tile title="Deliveries">
        <Figures rows={Object.entries(status.deliveries.states).map(([state, n]) => [<a href={href(['deliveries'], { state })}>{words(state)}</a>, count(n)])} nothing="Nothing was sent yet." />
        <Oldest seconds={status.deliveries.oldestWaitingSeconds} />
      </Tile>
      <Tile title="Received">
        <Figures rows={[['Last minute', amount(status.received.lastMinute)], ['Last hour', amount(status.received.lastHour)], ['Associations open', count(status.associations)]]} />
      </Tile>
      <Tile title="Machine">
        <Disk of={status.disk} />
        <Memory of={status.memory} />
        <Figures rows={[['Models run on', status.providers.length === 0 ? 'none loaded' : status.providers.join(', ')], ...status.gpus.map(gpuRow)]} />
      </Tile>
      <Tile title="Node">
        <Figures rows={[
          ['AE title', <code>{status.aeTitle}</code>],
          ['DICOM', status.ports.dicom ?? 'off'],
          ['DICOM over TLS', status.ports.dicomTls ?? 'off'],
          ['Started', <Time at={status.startedAt} />],
          ['Version', status.version],
          ['Conformance', <a href={address('/conformance')}>statement</a>],
        ]} />
      </Tile>
    </div>
  );
}

function Tile({ title, children }: { title: string; children: ComponentChildren }): VNode {
  const id = `tile-${title.replaceAll(' ', '-')}`;
  return <section class="card" aria-labelledby={id}><h2 id={id}>{title}</h2>{children}</section>;
}

function Figures({ rows, nothing }: { rows: [ComponentChildren, ComponentChildren][]; nothing?: string }): VNode {
  return rows.length === 0 ? <p class="none">{nothing}</p> : (
    <table class="figures">
      <tbody>{rows.map(([name, value], i) => <tr key={i}><th scope="row">{name}</th><td class="number">{value}</td></tr>)}</tbody>
    </table>
  );
}

function Oldest({ seconds }: { seconds: number | null }): VNode | null {
  return seconds === null ? null : <p class="aside">The oldest waits for {duration(seconds)}.</p>;
}

function gpuRow({ name, busyPercent, memoryUsedBytes, memoryTotalBytes, temperatureCelsius }: Gpu): [ComponentChildren, ComponentChildren] {
  return [name, [
    busyPercent !== null && `${Math.round(busyPercent)} % busy`,
    memoryUsedBytes !== null && memoryTotalBytes !== null && `${bytes(memoryUsedBytes)} of ${bytes(memoryTotalBytes)}`,
    temperatureCelsius !== null && `${temperatureCelsius} °C`,
  ].filter(Boolean).join(', ') || 'tells nothing'];
}

const amount = ({ instances, bytes: size }: Amount): string => `${plural(instances, 'image')}, ${bytes(size)}`;

function Disk({ of }: { of: Status['disk'] }): VNode {
  return (
    <>
      <p>Disk: {bytes(of.freeBytes)} free of {bytes(of.totalBytes)} <span class="aside">({of.root}; {bytes(of.reserveBytes)} stay free)</span></p>
      <Gauge used={1 - of.freeBytes / of.totalBytes} />
    </>
  );
}

function Memory({ of }: { of: Status['memory'] }): VNode {
  return (
    <>
      <p>Memory: {bytes(of.workingSetBytes)} used by the node of {bytes(of.availableBytes)}</p>
      <Gauge used={of.workingSetBytes / of.availableBytes} />
    </>
  );
}

/** The number stands beside it in words. */
const Gauge = ({ used }: { used: number }): VNode => <div class="gauge" aria-hidden="true"><span style={{ width: `${Math.min(100, 100 * used)}%` }} /></div>;

function Checks({ of }: { of: Status }): VNode {
  return (
    <section class="card wide" aria-labelledby="checks">
      <h2 id="checks">Can it work? <State of={of.status} /></h2>
      <dl class="checks">
        {Object.entries(of.checks).map(([name, check]) => (
          <div key={name}><dt>{words(name)}</dt><dd><State of={check.status} /></dd><dd class="what">{check.reason}</dd></div>
        ))}
      </dl>
    </section>
  );
}
