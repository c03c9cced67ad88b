// What the API says: the views of src/DicomNode/Web and of the rooms beside it. Times are UTC.

export type SeriesState =
  | 'Receiving' | 'Complete' | 'Waiting' | 'Segmenting' | 'Delivering' | 'Done'
  | 'Incomplete' | 'NotRouted' | 'Unmatched' | 'Failed';

export type DeliveryState = 'Pending' | 'Sending' | 'Delivered' | 'DeliveredWithWarning' | 'DeadLetter' | 'Held' | 'Superseded';

export type JobState = 'Queued' | 'Running' | 'Done' | 'Failed' | 'Blocked' | 'Superseded';

export interface Evidence {
  closedBy: string | null;
  closedAt: string | null;
  heldUntil: string | null;
  awaits: string[];
  awaitedUntil: string | null;
}

export interface Series {
  seriesInstanceUid: string;
  studyInstanceUid: string;
  state: SeriesState;
  reason: string | null;
  /** Of a failed one. */
  trouble: string | null;
  evidence: Evidence;
  modality: string | null;
  callingAeTitle: string | null;
  instances: number;
  conflicts: number;
  late: number;
  generation: number;
  firstInstanceAt: string;
  lastInstanceAt: string;
}

export interface Finding {
  check: string;
  structure: string | null;
  reason: string;
}

export interface Job {
  model: string;
  modelVersion: string;
  state: JobState;
  reason: string | null;
  attempts: number;
  generation: number;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  provider: string | null;
  findings: Finding[];
  secondsByStage: Record<string, number> | null;
  inputs: string[];
  sopInstanceUid: string | null;
}

export interface Result {
  kind: string;
  sopInstanceUid: string;
  sopClassUid: string;
  model: string;
  modelVersion: string;
  generation: number;
  isSuperseded: boolean;
  sha256: string;
  bytes: number;
  createdAt: string;
}

export interface Delivery {
  id: number;
  kind: string;
  sopInstanceUid: string;
  seriesInstanceUid: string;
  destination: string;
  state: DeliveryState;
  status: string | null;
  reason: string | null;
  attempts: number;
  createdAt: string;
  nextAttemptAt: string;
  deliveredAt: string | null;
  provenAt: string | null;
}

export interface Conflict {
  sopInstanceUid: string;
  callingAeTitle: string | null;
  receivedAt: string;
  path: string;
  sha256: string;
  firstSha256: string | null;
}

export interface TimelineEntry {
  at: string;
  kind: string;
  text: string;
  model?: string | null;
  destination?: string | null;
  seconds?: number | null;
}

export interface SeriesDetail extends Series {
  inConflict: Conflict[];
  jobs: Job[];
  results: Result[];
  deliveries: Delivery[];
  timeline: TimelineEntry[];
}

export interface LogLine {
  at: string;
  level: string;
  eventId: number;
  text: string;
}

export type Role = 'See' | 'Operate' | 'Configure';

export interface Session {
  user: string | null;
  roles: Role[];
  signIn: 'None' | 'Form' | 'Proxy';
  version: string;
  aeTitle: string;
}

export interface Amount {
  instances: number;
  bytes: number;
}

export interface Status {
  version: string;
  startedAt: string;
  now: string;
  aeTitle: string;
  status: Check['status'];
  ports: { dicom: string | null; dicomTls: string | null; http: string[] };
  series: Partial<Record<SeriesState, number>>;
  jobs: { states: Partial<Record<JobState, number>>; oldestWaitingSeconds: number | null };
  deliveries: { states: Partial<Record<DeliveryState, number>>; oldestWaitingSeconds: number | null };
  received: { lastMinute: Amount; lastHour: Amount };
  disk: { root: string; freeBytes: number; totalBytes: number; reserveBytes: number };
  memory: { workingSetBytes: number; managedBytes: number; availableBytes: number };
  providers: string[];
  gpus: Gpu[];
  associations: number;
  checks: Record<string, Check>;
}

/** Null: it does not tell. Memory that it shares with the processor is not its own. */
export interface Gpu {
  name: string;
  busyPercent: number | null;
  memoryUsedBytes: number | null;
  memoryTotalBytes: number | null;
  temperatureCelsius: number | null;
}

export interface Check {
  status: 'Healthy' | 'Degraded' | 'Unhealthy';
  reason: string | null;
}

export type WarmStage = 'Waiting' | 'Loading' | 'FirstWindow' | 'Warm' | 'Failed';

export interface Model {
  id: string;
  version: string | null;
  title: string | null;
  segments: string[];
  problem: string | null;
  warm: {
    stage: WarmStage;
    since: string;
    provider: string | null;
    refused: { provider: string; reason: string }[] | null;
    note: string | null;
    loadSeconds: number | null;
    windowSeconds: number | null;
    reason: string | null;
  } | null;
}

export interface Peer {
  name: string;
  aeTitle: string;
  host: string;
  port: number;
  tls: boolean;
  profile: string;
  query: boolean;
  proof: string;
}

export interface Echo {
  ok: boolean;
  milliseconds: number;
  text: string;
}

export interface Diagnosis {
  peer: string;
  steps: DoctorStep[];
}

export interface DoctorStep {
  name: string;
  outcome: 'Passed' | 'Warned' | 'Failed' | 'Skipped';
  text: string;
  advice: string | null;
  seconds: number;
}

export interface RouteTest {
  elements: Record<string, unknown>;
  routes: TestedRoute[];
  text: string;
}

export interface TestedRoute {
  index: number;
  model: string;
  matches: boolean;
  conditions: { key: string; wanted: string; found: string | null; holds: boolean }[];
  text: string;
}

export interface Notification {
  id: string;
  channel: string;
  kind: string;
  subject: string;
  isOver: boolean;
  title: string;
  count: number;
  at: string;
  outcome: string;
  attempts: number;
  problem: string | null;
  endedAt: string | null;
}
