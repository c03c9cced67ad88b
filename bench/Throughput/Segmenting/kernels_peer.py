"""The peer of bench/kernels: SciPy and scikit-image on the values in FOLDER. Reads the name of a kernel a line, answers with seconds and processor seconds."""
import os
import resource
import sys
import time

import numpy as np
import scipy.ndimage
import skimage.measure

folder = sys.argv[1]
depth, height, width, classes = map(int, sys.argv[2:6])
volume = np.fromfile(os.path.join(folder, "volume.f32"), np.float32).reshape(depth, height, width)
labels = np.fromfile(os.path.join(folder, "labels.u16"), np.uint16).reshape(depth, height, width)
window = np.fromfile(os.path.join(folder, "scores.f32"), np.float32).reshape(classes, 96, 96, 96)
made = (round(depth * 0.6), round(height * 0.6), round(width * 0.6))


def resample():
    zoomed = scipy.ndimage.zoom(volume, [m / n for m, n in zip(made, volume.shape)], order=1)
    assert zoomed.shape == made
    return float(zoomed.sum(dtype=np.float64))


def blend():
    total = np.zeros((classes, 144, 144, 144), np.float32)
    count = np.zeros((144, 144, 144), np.float32)
    for z in (0, 48):
        for y in (0, 48):
            for x in (0, 48):
                total[:, z:z + 96, y:y + 96, x:x + 96] += window
                count[z:z + 96, y:y + 96, x:x + 96] += 1
    total /= count
    return int(total.argmax(0).sum())


def components():
    return sum(scipy.ndimage.label(labels == c, np.ones((3, 3, 3)))[1] for c in range(1, 5))


def contours():
    return sum(len(skimage.measure.find_contours((labels[z] == 1).astype(np.float32), 0.5)) for z in range(depth))


def processor():
    use = resource.getrusage(resource.RUSAGE_SELF)
    return use.ru_utime + use.ru_stime


print("ready", flush=True)
for line in sys.stdin:
    start = (time.perf_counter(), processor())
    result = globals()[line.strip()]()
    print(time.perf_counter() - start[0], processor() - start[1], result, flush=True)
