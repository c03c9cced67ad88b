// Fetches the Linux builds of ONNX Runtime from the npm package onnxruntime-node, as package-lock.json pins them, into a folder.
// usage: node fetch.mjs FOLDER
// Everything happens in a folder of its own that is renamed at the end: FOLDER is there and whole, or it is not there, and two builds at
// the same time do not meet.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

const source = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const target = process.argv[2];
const library = 'libonnxruntime.so.1';

mkdirSync(dirname(target), { recursive: true });
const work = mkdtempSync(target + '.');
try {
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(source, file), join(work, file));
  }

  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: work, stdio: 'inherit', shell: process.platform === 'win32' });
  if (npm.error || npm.status !== 0) {
    throw new Error(npm.error ? `npm cannot be started: ${npm.error.message}` : `npm ci ended with ${npm.status}`);
  }

  const pack = join(work, 'node_modules', 'onnxruntime-node');
  for (const architecture of ['x64', 'arm64']) {
    const folder = join(work, 'out', `linux-${architecture}`);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(pack, 'bin', 'napi-v6', 'linux', architecture, library), join(folder, library));
  }

  try {
    renameSync(join(work, 'out'), target);
  } catch (error) {
    if (!existsSync(join(target, 'linux-x64', library))) {
      throw error;
    }
    // another build was faster
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
