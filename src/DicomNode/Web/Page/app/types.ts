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

export interface Status {
  version: string;
  startedAt: string;
  aeTitle: string;
  ports: { dicom: number | null; dicomTls: number | null };
  series: Partial<Record<SeriesState, number>>;
}
