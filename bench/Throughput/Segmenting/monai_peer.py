"""The peer of bench/segment: MONAI on torch, stage by stage, on the files that the node gets too. Prints one line of JSON.

    monai_peer.py MONAI export KIND FILE.onnx                        a network of random weights; KIND: unet, nnunet
    monai_peer.py MONAI run KIND DICOM LABELS.nii [SCORES CLASSES]   the bundle's steps; with SCORES every window gets these instead of a network's
"""
import json
import os
import resource
import sys
import time

sys.path.insert(0, sys.argv[1])
import numpy as np  # noqa: E402
import torch  # noqa: E402
from monai.data import MetaTensor, decollate_batch  # noqa: E402, F401
from monai.inferers import sliding_window_inference  # noqa: E402
from monai.networks.nets import DynUNet, UNet  # noqa: E402
from monai.transforms import (  # noqa: E402
    Activationsd, AsDiscreted, Compose, EnsureChannelFirstd, Invertd, LoadImaged, Orientationd, ScaleIntensityRanged, Spacingd,
)

WINDOW = (96, 96, 96)
torch.set_num_threads(os.cpu_count())


def network(kind):
    torch.manual_seed(7)
    if kind == "unet":
        net = UNet(3, 1, 2, (16, 32, 64, 128, 256), (2, 2, 2, 2), num_res_units=2, norm="batch")
    else:
        levels = 5
        net = DynUNet(3, 1, 2, [3] * levels, [1] + [2] * (levels - 1), [2] * (levels - 1), filters=[32, 64, 128, 256, 320], norm_name="instance")
    return net.eval()


class Stages:
    def __init__(self):
        self.done = []
        self.begin()

    @staticmethod
    def processor():
        use = resource.getrusage(resource.RUSAGE_SELF)
        return use.ru_utime + use.ru_stime

    def begin(self):
        self.at = (time.perf_counter(), self.processor())

    def end(self, name):
        now = (time.perf_counter(), self.processor())
        self.done.append({"name": name, "seconds": now[0] - self.at[0], "processor": now[1] - self.at[1]})
        self.at = now


class Given:
    """The same scores for every window. MONAI multiplies them in place, so each window gets a copy; what that takes is not counted."""

    def __init__(self, scores):
        self.scores, self.seconds, self.processor = scores, 0, 0

    def __call__(self, _):
        start = (time.perf_counter(), Stages.processor())
        copy = self.scores.clone()
        self.seconds += time.perf_counter() - start[0]
        self.processor += Stages.processor() - start[1]
        return copy


def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


def better_batch(net):
    times = {}
    for batch in (1, 4):
        x = torch.zeros(batch, 1, *WINDOW)
        net(x)
        start = time.perf_counter()
        net(x)
        times[batch] = (time.perf_counter() - start) / batch
    return min(times, key=times.get)


def run(kind, dicom, labels, scores=None, classes=None):
    pre = Compose([
        LoadImaged(keys="image", reader="PydicomReader"), EnsureChannelFirstd(keys="image"), Orientationd(keys="image", axcodes="RAS"),
        Spacingd(keys="image", pixdim=(1.5, 1.5, 1.5), mode="bilinear"), ScaleIntensityRanged(keys="image", a_min=-1000, a_max=1000, b_min=0, b_max=1, clip=True),
    ])
    post = Compose([
        Activationsd(keys="pred", softmax=True), Invertd(keys="pred", transform=pre, orig_keys="image", nearest_interp=False, to_tensor=True), AsDiscreted(keys="pred", argmax=True),
    ])
    batch = 1
    if scores is None:
        net = network(kind)
        batch = better_batch(net)
    else:
        made = torch.from_numpy(np.fromfile(scores, np.float32).reshape(1, int(classes), *WINDOW))
        net = Given(made)
    idle = peak()
    stages = Stages()
    data = pre.transforms[0]({"image": dicom})
    stages.end("read")
    for step in pre.transforms[1:]:
        data = step(data)
    stages.end("prepare")
    data["pred"] = sliding_window_inference(data["image"][None], WINDOW, batch, net, overlap=OVERLAP, mode="constant" if scores is None else "gaussian")[0]
    stages.end("network")
    if scores is not None:
        stages.done[-1]["seconds"] -= net.seconds
        stages.done[-1]["processor"] -= net.processor
    data = post(data)
    stages.end("restore")
    high = peak()
    import nibabel
    pred = data["pred"]
    nibabel.save(nibabel.Nifti1Image(pred[0].numpy().astype(np.uint8), pred.affine.numpy()), labels)
    print(json.dumps({"stages": stages.done, "idleMiB": idle, "peakMiB": high, "batch": batch, "windows": str(tuple(data["image"].shape[1:]))}))


OVERLAP = float(os.environ.get("OVERLAP", "0.25"))
with torch.no_grad():
    if sys.argv[2] == "export":
        torch.onnx.export(network(sys.argv[3]), torch.zeros(1, 1, *WINDOW), sys.argv[4], input_names=["image"], output_names=["logits"], opset_version=15)
        print("{}")
    else:
        run(*sys.argv[3:])
