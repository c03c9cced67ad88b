#!/usr/bin/python3
"""A segmentation and a structure set of an image of several frames, held against it with pydicom alone.

usage: multiframe_result.py SOURCE.dcm SEG.dcm RTSTRUCT.dcm TRUTH.npy
TRUTH: uint8 labels [slice, row, column], slices along the normal. Prints what is wrong and ends with 1, or prints "FRAMES CONTOURS" that are right.
"""
import sys

import numpy as np
import pydicom

source, seg, rtstruct = (pydicom.dcmread(f) for f in sys.argv[1:4])
truth = np.load(sys.argv[4])
problems = []


def group(image, frame, name):
    own = image.PerFrameFunctionalGroupsSequence[frame]
    return (own if name in own else image.SharedFunctionalGroupsSequence[0])[name].value[0]


def position(image, frame):
    return np.array([float(v) for v in group(image, frame, "PlanePositionSequence").ImagePositionPatient])


def cosines(image, frame):
    return np.array([float(v) for v in group(image, frame, "PlaneOrientationSequence").ImageOrientationPatient])


def spacing(image, frame):
    return [float(v) for v in group(image, frame, "PixelMeasuresSequence").PixelSpacing]


def require(condition, text):
    if not condition:
        problems.append(text)


axes = cosines(source, 0)
normal = np.cross(axes[:3], axes[3:])
along = [normal @ position(source, f) for f in range(source.NumberOfFrames)]
used = sorted(set(round(a, 4) for a in along))
require(len(used) == truth.shape[0], f"{len(used)} planes in the source, {truth.shape[0]} in the truth")
require(seg.FrameOfReferenceUID == source.FrameOfReferenceUID, "frame of reference")
require((seg.Rows, seg.Columns) == (source.Rows, source.Columns), "rows and columns")
bits = np.unpackbits(np.frombuffer(seg.PixelData, np.uint8), bitorder="little")[: seg.NumberOfFrames * seg.Rows * seg.Columns]
planes = bits.reshape(seg.NumberOfFrames, seg.Rows, seg.Columns)
found = np.zeros(truth.shape, np.uint8)
for f in range(seg.NumberOfFrames):
    images = group(seg, f, "DerivationImageSequence").SourceImageSequence
    require(len(images) == 1 and images[0].ReferencedSOPInstanceUID == source.SOPInstanceUID, f"frame {f + 1} names another image")
    number = int(images[0].ReferencedFrameNumber)
    require(np.allclose(position(seg, f), position(source, number - 1), atol=1e-6), f"frame {f + 1} lies elsewhere than frame {number} of the source")
    require(np.allclose(cosines(seg, f), axes) and np.allclose(spacing(seg, f), spacing(source, number - 1)), f"frame {f + 1}: orientation or spacing")
    slice_index = used.index(round(normal @ position(seg, f), 4))
    segment = int(group(seg, f, "SegmentIdentificationSequence").ReferencedSegmentNumber)
    found[slice_index][planes[f] > 0] = segment
require((found == truth).all(), f"{int((found != truth).sum())} voxels differ from the truth")

contours = 0
for roi in rtstruct.ROIContourSequence:
    for contour in roi.get("ContourSequence", []):
        image = contour.ContourImageSequence[0]
        require(image.ReferencedSOPInstanceUID == source.SOPInstanceUID, "a contour names another image")
        plane = position(source, int(image.ReferencedFrameNumber) - 1)
        points = np.array([float(v) for v in contour.ContourData]).reshape(-1, 3)
        require(np.abs((points - plane) @ normal).max() < 1e-3, f"contour {contours + 1} is not in the plane of the frame that it names")
        contours += 1

print("\n".join(problems) or f"{seg.NumberOfFrames} {contours}")
sys.exit(1 if problems else 0)
