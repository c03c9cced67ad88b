import type { VNode } from 'preact';
import { duration } from '../format';
import type { Job } from '../types';
import { State } from '../ui/badge';
import { SeriesLink, Time, Uid } from '../ui/text';

/** What the models did: seconds by stage, and what the gate found. */
export function Jobs({ jobs }: { jobs: Job[] }): VNode {
  return (
    <section aria-labelledby="jobs">
      <h2 id="jobs">Models</h2>
      {jobs.length === 0 && <p class="none">No model has run on this series.</p>}
      {jobs.map((job, i) => <JobCard key={i} job={job} />)}
    </section>
  );
}

function JobCard({ job }: { job: Job }): VNode {
  const stages = Object.entries(job.secondsByStage ?? {});
  return (
    <article class="card">
      <h3><bdi>{job.model}</bdi> {job.modelVersion} <State of={job.state} /></h3>
      {job.reason && <p>{job.reason}</p>}
      <dl>
        {job.provider && <div><dt>Ran on</dt><dd>{job.provider}</dd></div>}
        {job.startedAt && <div><dt>Began</dt><dd><Time at={job.startedAt} /></dd></div>}
        {job.finishedAt && <div><dt>Ended</dt><dd><Time at={job.finishedAt} /></dd></div>}
        {job.attempts > 1 && <div><dt>Attempts</dt><dd>{job.attempts}</dd></div>}
        {job.sopInstanceUid && <div><dt>Image</dt><dd><Uid of={job.sopInstanceUid} /></dd></div>}
        {job.inputs.length > 0 && <div><dt>Inputs</dt><dd>{job.inputs.map((uid) => <span key={uid}><SeriesLink uid={uid} /> </span>)}</dd></div>}
      </dl>
      {stages.length > 0 && <Stages of={stages} />}
      {job.findings.length > 0 && (
        <>
          <h4>Found at the gate</h4>
          <ul class="findings">
            {job.findings.map((f, i) => <li key={i}><strong>{f.check}</strong>{f.structure && <> in <bdi>{f.structure}</bdi></>}: {f.reason}</li>)}
          </ul>
        </>
      )}
    </article>
  );
}

function Stages({ of }: { of: [string, number][] }): VNode {
  const total = of.reduce((sum, [, seconds]) => sum + seconds, 0);
  return (
    <table class="stages">
      <caption>{duration(total)} in {of.length} stages</caption>
      <tbody>
        {of.map(([stage, seconds]) => (
          <tr key={stage}>
            <th scope="row">{stage}</th>
            <td class="number">{duration(seconds)}</td>
            <td class="bar" aria-hidden="true"><span style={{ width: `${total > 0 ? (100 * seconds) / total : 0}%` }} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
