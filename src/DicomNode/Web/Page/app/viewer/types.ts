// What the API says of a series that is looked at: src/DicomNode/Viewing.

export type Vector = [number, number, number];

export interface DisplayWindow {
  name: string;
  center: number;
  width: number;
  /** VOI LUT Function. */
  function: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
}

export interface ImagePlane {
  name: string;
  obliqueDegrees: number;
  edges: { left: string; right: string; top: string; bottom: string };
  columnStep: Vector;
  rowStep: Vector;
  /** Of the centre of the first pixel of each slice, in mm, LPS. */
  positions: Vector[];
  sliceStepMm: number | null;
}

export interface StructureOnImage {
  number: number;
  name: string;
  color: Vector;
}

export interface ResultOnImage {
  sopInstanceUid: string;
  kind: string;
  model: string;
  modelVersion: string;
  volume: number;
  isSuperseded: boolean;
  structures: StructureOnImage[];
  problem: string | null;
}

export interface ImageInfo {
  seriesInstanceUid: string;
  modality: string;
  generation: number;
  volumes: { index: number; label: string | null; slices: number; isVolume: boolean }[];
  volume: number;
  columns: number;
  rows: number;
  slices: number;
  spacing: { column: number; row: number };
  isSpacingMm: boolean;
  plane: ImagePlane | null;
  unit: string;
  isInverted: boolean;
  windows: DisplayWindow[];
  problem: string | null;
  results: ResultOnImage[];
}

export interface Structure extends StructureOnImage {
  label: number;
  layer: number;
  voxels: number;
  volumeMl: number | null;
  firstSlice: number | null;
  lastSlice: number | null;
  largestSlice: number | null;
}

export interface Structures {
  structures: Structure[];
  warnings: string[];
}

export interface Outlines {
  z: number;
  /** Closed lines in pixels, column after row; whole numbers are the centres of pixels. */
  structures: { number: number; polygons: number[][] }[];
}

export interface Slice {
  z: number;
  columns: number;
  rows: number;
  values: Int16Array | Float32Array;
}
