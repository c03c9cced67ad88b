import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { ApiError, send } from '../api';
import { duration, plural } from '../format';
import { useMay } from '../session';
import type { Diagnosis, DoctorStep, Echo, Peer } from '../types';
import { Action } from '../ui/action';
import { Badge, type Tone } from '../ui/badge';
import { Empty, Failure, Foreign } from '../ui/text';
import { useData } from '../useData';

const tones: Record<DoctorStep['outcome'], Tone> = { Passed: 'good', Warned: 'warn', Failed: 'bad', Skipped: 'idle' };

/** Who sends to the node and gets its results; whether they are there, and what is wrong between them and us. */
export function Peers(): VNode {
  const { value: peers, error, reload } = useData<Peer[]>('/peers');
  return (
    <>
      {error && <Failure retry={reload}>{error.message}</Failure>}
      {peers?.length === 0 && (
        <Empty title="No peers.">Enter the PACS and who sends images under <code>Peers</code> in the configuration: name, AE title, host and port. Then start the node again.</Empty>
      )}
      <div class="cards">{peers?.map((p) => <PeerCard key={p.name} peer={p} />)}</div>
    </>
  );
}

function PeerCard({ peer }: { peer: Peer }): VNode {
  const mayOperate = useMay('Operate');
  const [echo, setEcho] = useState<Echo | null>(null);
  const [diagnosis, setDiagnosis] = useState<Diagnosis | null>(null);
  const [isExamining, setExamining] = useState(false);
  const storing = useRef<HTMLInputElement>(null);
  const path = `/peers/${encodeURIComponent(peer.name)}`;

  const ask = async () => {
    const answer = await send<Echo>('POST', `${path}/echo`);
    setEcho(answer);
    return null;
  };
  const examine = async () => {
    setExamining(true);
    setDiagnosis(null);
    try {
      const found = await send<Diagnosis>('POST', `${path}/doctor?store=${storing.current?.checked ?? false}`);
      if (found === null) {
        throw new ApiError(0, 'The doctor said nothing.');
      }

      setDiagnosis(found);
      return null;
    } finally {
      setExamining(false);
    }
  };

  return (
    <article class="card" aria-label={peer.name}>
      <h2><bdi>{peer.name}</bdi></h2>
      <dl>
        <div><dt>AE title</dt><dd><Foreign>{peer.aeTitle}</Foreign></dd></div>
        <div><dt>Address</dt><dd><bdi>{peer.host}:{peer.port}</bdi>{peer.tls && ' over TLS'}</dd></div>
        <div><dt>Written for</dt><dd>{peer.profile}</dd></div>
        <div><dt>Asked for counts</dt><dd>{peer.query ? 'yes (C-FIND)' : 'no'}</dd></div>
        <div><dt>Proof of storage</dt><dd>{peer.proof}</dd></div>
      </dl>
      {mayOperate && (
        <p class="actions">
          <Action run={ask} about={peer.name}>Echo</Action>
          <Action run={examine} about={peer.name}>Doctor</Action>
          <label class="check"><input type="checkbox" ref={storing} /> store a test object there, too</label>
        </p>
      )}
      <div role="status">
        {echo && <p><Badge tone={echo.ok ? 'good' : 'bad'}>{echo.ok ? 'Answers' : 'No answer'}</Badge> {echo.text} <span class="aside">{duration(echo.milliseconds / 1000)}</span></p>}
        {isExamining && <p class="waiting">The doctor asks {peer.name}, one question after the other…</p>}
        {diagnosis && <p class="verdict">{verdictOf(diagnosis)}</p>}
      </div>
      {diagnosis && <Steps of={diagnosis} />}
    </article>
  );
}

function verdictOf({ steps }: Diagnosis): string {
  const failed = steps.filter((s) => s.outcome === 'Failed').length;
  const warned = steps.filter((s) => s.outcome === 'Warned').length;
  return failed > 0 ? `${plural(failed, 'thing')} to mend.` : warned > 0 ? `It works; ${plural(warned, 'thing')} to look at.` : 'Nothing is wrong.';
}

function Steps({ of }: { of: Diagnosis }): VNode {
  return (
    <ol class="steps">
      {of.steps.map((step, i) => (
        <li key={i}>
          <p><Badge tone={tones[step.outcome]}>{step.outcome}</Badge> <strong>{step.name}</strong> <span class="aside">{duration(step.seconds)}</span></p>
          <p class="what">{step.text}</p>
          {step.advice && <p class="advice">{step.advice}</p>}
        </li>
      ))}
    </ol>
  );
}
