// Makes the page: checks the types, bundles app/, and writes what the node serves into WORK/site.
// usage: node build.mjs WORK
// The packages that package-lock.json pins are fetched into WORK/node_modules when it says something new; otherwise nothing is fetched.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const source = import.meta.dirname ?? dirname(new URL(import.meta.url).pathname);
const work = resolve(process.argv[2]);
const modules = join(work, 'node_modules');
const site = join(work, 'site');

/** Fetches the packages into a folder of their own that is renamed at the end: they are there and whole, or not there. */
function fetchPackages() {
  const lock = readFileSync(join(source, 'package-lock.json'), 'utf8');
  const fetched = join(modules, 'fetched.json');
  if (existsSync(fetched) && readFileSync(fetched, 'utf8') === lock) {
    return;
  }

  console.log('Fetching the packages of the page from npm (once)');
  mkdirSync(work, { recursive: true });
  const folder = mkdtempSync(join(work, 'fetch.'));
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      copyFileSync(join(source, file), join(folder, file));
    }

    const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
    if (npm.error || npm.status !== 0) {
      throw new Error(npm.error ? `npm cannot be started: ${npm.error.message}` : `npm ci ended with ${npm.status}`);
    }

    writeFileSync(join(folder, 'node_modules', 'fetched.json'), lock);
    rmSync(modules, { recursive: true, force: true });
    renameSync(join(folder, 'node_modules'), modules);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function checkTypes() {
  const project = join(work, 'tsconfig.json');
  writeFileSync(project, JSON.stringify({
    extends: join(source, 'tsconfig.json'),
    compilerOptions: { paths: { preact: ['./node_modules/preact'], 'preact/*': ['./node_modules/preact/*/src'], '*': ['./node_modules/*'] } },
    include: [join(source, 'app')],
  }));
  const tsc = spawnSync(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '--project', project, '--pretty', 'false'], { cwd: source, stdio: 'inherit' });
  if (tsc.status !== 0) {
    throw new Error('the types of the page are wrong');
  }
}

async function bundle() {
  const { build } = createRequire(join(modules, 'x'))('esbuild');
  const outdir = mkdtempSync(join(work, 'site.'));
  const { metafile } = await build({
    absWorkingDir: source,
    // theme.ts runs before the first paint; main.tsx is everything that the list needs, and what is imported later is a chunk of its own
    entryPoints: ['app/main.tsx', 'app/theme.ts', 'app/page.css', 'app/icon.svg'],
    outdir,
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2023',
    minify: true,
    legalComments: 'none', // notices.txt has them
    loader: { '.svg': 'copy' },
    nodePaths: [modules],
    // NiiVue reads Zarr stores with these, which the node never sends: a megabyte of WebAssembly that the policy would not run
    external: ['numcodecs/*'],
    tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact' } },
    define: { 'process.env.NODE_ENV': '"production"' },
    metafile: true,
    logLevel: 'warning',
  });
  return { outdir, metafile };
}

/** index.html with the names that the bundler gave. */
function writeIndex(outdir, metafile) {
  let html = readFileSync(join(source, 'app', 'index.html'), 'utf8');
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const entry = output.entryPoint ?? (path.endsWith('.svg') ? 'app/icon.svg' : null);
    if (entry) {
      html = html.replace(entry, `page/${path.split('/').at(-1)}`);
    }
  }

  if (html.includes('"app/')) {
    throw new Error('index.html names a file that was not built');
  }

  writeFileSync(join(outdir, 'index.html'), html);
}

/** The licence of every package of which something is in the bundle. */
function writeNotices(outdir, metafile) {
  const packages = new Set();
  for (const output of Object.values(metafile.outputs)) {
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const inside = relative(modules, resolve(source, input)).split('\\').join('/');
      if (bytesInOutput > 0 && !inside.startsWith('..')) {
        packages.add(inside.split('/').slice(0, inside.startsWith('@') ? 2 : 1).join('/'));
      }
    }
  }

  const notices = [...packages].sort().map((name) => {
    const folder = join(modules, name);
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((f) => /^(licen[cs]e|copying)/i.test(f));
    if (!file && !about.license) {
      throw new Error(`the package ${name} names no licence`);
    }

    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${about.license}`;
    return `${name} ${about.version} (${about.license ?? 'see below'})\n${'-'.repeat(40)}\n${text}\n`;
  });
  writeFileSync(join(outdir, 'notices.txt'), `The page contains parts of these packages.\n\n${notices.join('\n\n')}`);
}

/** Every file is kept compressed; its name begins with a digest of it, which is its entity tag. */
function pack(outdir) {
  for (const name of readdirSync(outdir)) {
    const bytes = readFileSync(join(outdir, name));
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    writeFileSync(join(outdir, `${digest}.${name}.gz`), gzipSync(bytes, { level: 9 }));
    if (name !== 'notices.txt') {
      rmSync(join(outdir, name));
    }
  }

  rmSync(site, { recursive: true, force: true });
  renameSync(outdir, site);
}

try {
  fetchPackages();
  checkTypes();
  const { outdir, metafile } = await bundle();
  writeIndex(outdir, metafile);
  writeNotices(outdir, metafile);
  pack(outdir);
} catch (error) {
  console.error(`build.mjs: ${error.message}`);
  process.exitCode = 1;
}
