#!/usr/bin/python3
"""The definition in config/models/ct-tissue/README.md, computed with SciPy from the DICOM files alone.

usage: ct_tissue.py DICOM_FOLDER LABELS.nii.gz
Prints one line "NAME DICE VOXELS_HERE VOXELS_THERE" per segment. LABELS is what the node made.
"""
import glob
import sys

import nibabel
import numpy as np
import pydicom
from scipy import ndimage

THIN = ndimage.generate_binary_structure(3, 1)


def read(folder):
    files = [pydicom.dcmread(f) for f in glob.glob(folder + "/*")]
    orientation = np.array([float(v) for v in files[0].ImageOrientationPatient])
    normal = np.cross(orientation[:3], orientation[3:])
    files.sort(key=lambda f: normal @ np.array([float(v) for v in f.ImagePositionPatient]))
    hu = np.stack([f.pixel_array * float(f.RescaleSlope) + float(f.RescaleIntercept) for f in files])
    first, last = (np.array([float(v) for v in f.ImagePositionPatient]) for f in (files[0], files[-1]))
    step = (last - first) / (len(files) - 1)
    rows, columns = (float(v) for v in files[0].PixelSpacing)
    affine = np.stack([step, orientation[3:] * rows, orientation[:3] * columns, first], axis=1)  # (z, y, x, 1) to LPS
    return hu, affine


def classes(hu):
    kernel = np.array([[0, 0.1, 0], [0.1, 0.6, 0.1], [0, 0.1, 0]])
    smooth = np.stack([ndimage.correlate(s, kernel, mode="nearest") for s in np.clip(hu, -1024, 3071)])
    return np.digitize(smooth, [-930, -350, 200], right=True)


def within(mask, radius, spacing):
    """Voxels at most `radius` mm from the mask, slice by slice."""
    grown = np.zeros_like(mask)
    for z, s in enumerate(mask):
        if s.any():
            grown[z] = ndimage.distance_transform_edt(~s, sampling=spacing[1:]) <= radius + 1e-9
    return grown


def opened(mask, radius, spacing):
    return within(~within(~mask, radius, spacing), radius, spacing)


def closed(mask, radius, spacing):
    return ~within(~within(mask, radius, spacing), radius, spacing)


def filled(mask):
    return np.stack([ndimage.binary_fill_holes(s) for s in mask])


def without_small(mask, ml, voxel_ml):
    parts, _ = ndimage.label(mask, THIN)
    volumes = np.bincount(parts.ravel()) * voxel_ml
    keep = volumes >= ml
    keep[0] = False
    return keep[parts]


def segment(hu, affine):
    spacing = np.linalg.norm(affine[:, :3], axis=0)
    voxel_ml = abs(np.linalg.det(affine[:, :3])) / 1000
    kind = classes(hu)
    solid = opened(kind >= 2, 4, spacing)
    parts, _ = ndimage.label(solid, THIN)
    solid = parts == np.argmax(np.bincount(parts.ravel())[1:]) + 1
    lung = (kind == 1) & filled(solid)
    lung = without_small(opened(lung, 3, spacing), 50, voxel_ml)
    bone = (kind == 3) & solid
    tissue = (kind == 2) & solid
    lung |= closed(lung, 5, spacing) & ~bone & (tissue | ~solid)
    tissue &= ~lung
    bone |= closed(bone, 2, spacing) & ~lung
    tissue &= ~bone
    bone = without_small(bone, 0.5, voxel_ml)
    body = filled(tissue | bone | lung)
    z, y, x = np.nonzero(body)
    midline = (affine[0] @ np.stack([z, y, x, np.ones_like(z)])).mean()
    parts, count = ndimage.label(lung, THIN)
    left = np.zeros_like(lung)
    right = np.zeros_like(lung)
    for part in range(1, count + 1):
        z, y, x = np.nonzero(parts == part)
        beyond = affine[0] @ np.stack([z, y, x, np.ones_like(z)]) > midline
        share = beyond.mean()
        side = np.full_like(beyond, share >= 0.9) if share >= 0.9 or share <= 0.1 else beyond
        left[z, y, x] = side
        right[z, y, x] = ~side
    return {"Body": body, "Lung left": left, "Lung right": right, "Bone": bone}


def main():
    hu, affine = read(sys.argv[1])
    there = np.asarray(nibabel.load(sys.argv[2]).dataobj).astype(int).transpose(2, 1, 0)
    values = {"Body": [2, 3, 4, 5], "Lung left": [4], "Lung right": [5], "Bone": [3]}
    for name, mask in segment(hu, affine).items():
        other = np.isin(there, values[name])
        total = mask.sum() + other.sum()
        dice = 2 * (mask & other).sum() / total if total else 1.0
        print(f"{name}\t{dice:.6f}\t{mask.sum()}\t{other.sum()}")


main()
