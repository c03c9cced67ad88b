// Writes a software bill of materials (CycloneDX 1.5, JSON) of a published node to standard output.
// usage: node sbom.mjs --name NAME --version VERSION --published DIR --assets DIR --source DIR
//   --published  what is shipped; a component that leaves no file there has scope "excluded"
//   --assets     the folder of the projects' project.assets.json: what NuGet resolved
//   --source     where package-lock.json files lie: what npm resolved
// The same input gives the same bytes: the time is SOURCE_DATE_EPOCH, the serial number a digest of the content.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const options = parseArgs({ options: Object.fromEntries(['name', 'version', 'published', 'assets', 'source'].map((name) => [name, { type: 'string' }])) }).values;
for (const name of ['name', 'version', 'published', 'assets', 'source']) {
  if (!options[name]) {
    console.error(`sbom.mjs: --${name} is missing.`);
    process.exit(2);
  }
}

const hex = (base64) => Buffer.from(base64, 'base64').toString('hex');
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const byRef = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1);

function* filesBelow(folder, skip = new Set()) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !skip.has(entry.name)) {
      yield* filesBelow(path, skip);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

const published = [...filesBelow(options.published)];
const shipped = new Set(published.map((file) => basename(file)));

/** The licence as the package states it: an SPDX expression, a file inside, or an address. */
function licencesOf(nuspec) {
  const text = existsSync(nuspec) ? readFileSync(nuspec, 'utf8') : '';
  const expression = /<license type="expression">([^<]+)<\/license>/.exec(text)?.[1];
  const file = /<license type="file">([^<]+)<\/license>/.exec(text)?.[1];
  const url = /<licenseUrl>([^<]+)<\/licenseUrl>/.exec(text)?.[1];
  return expression ? [{ expression }] : file ? [{ license: { name: `file ${file} of the package` } }] : url ? [{ license: { name: 'see address', url } }] : [];
}

const components = new Map();
const dependencies = new Map();

function add(component, needs = []) {
  const ref = component['bom-ref'];
  components.set(ref, { ...components.get(ref), ...component });
  dependencies.set(ref, new Set([...(dependencies.get(ref) ?? []), ...needs]));
}

const nugetRef = (name, version) => `pkg:nuget/${name}@${version}`;
const npmRef = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function addNuget(folders, name, version, contentHash, isShipped, needs) {
  const folder = folders.map((f) => join(f, name.toLowerCase(), version)).find(existsSync) ?? '';
  const digest = join(folder, `${name.toLowerCase()}.${version}.nupkg.sha512`);
  const hash = existsSync(digest) ? readFileSync(digest, 'utf8').trim() : contentHash;
  add({
    type: 'library', 'bom-ref': nugetRef(name, version), name, version, scope: isShipped ? 'required' : 'excluded', purl: nugetRef(name, version),
    ...(hash ? { hashes: [{ alg: 'SHA-512', content: hex(hash) }] } : {}),
    licenses: licencesOf(join(folder, `${name.toLowerCase()}.nuspec`)),
  }, needs);
}

/** What NuGet resolved for the projects, and the packs of the runtime when it is shipped too. */
function readAssets(file) {
  const assets = json(file);
  const folders = Object.keys(assets.packageFolders ?? {});
  const target = Object.entries(assets.targets).sort((a, b) => b[0].length - a[0].length)[0][1]; // the one of the platform, when there is one
  const versionOf = new Map(Object.keys(target).map((key) => key.split('/')));
  for (const [key, entry] of Object.entries(target)) {
    const [name, version] = key.split('/');
    const library = assets.libraries[key];
    if (library?.type !== 'package') {
      continue;
    }

    const leavesFiles = (library.files ?? []).some((f) => f.endsWith('.dll') && (f.startsWith('lib/') || f.startsWith('runtimes/')) && shipped.has(basename(f)));
    const needs = Object.keys(entry.dependencies ?? {}).filter((d) => versionOf.has(d)).map((d) => nugetRef(d, versionOf.get(d)));
    addNuget(folders, name, version, library.sha512, leavesFiles, needs);
  }

  for (const framework of Object.values(assets.project.frameworks)) {
    for (const pack of framework.downloadDependencies ?? []) {
      const version = /\[([^,]+)/.exec(pack.version)[1].trim();
      addNuget(folders, pack.name, version, null, pack.name.includes('.Runtime.') && shipped.has('libcoreclr.so'), []);
    }
  }
}

/** What npm resolved. Of the folder that fetches native libraries only these are shipped; a page is bundled from what is not for development. */
function readLock(file) {
  const packages = json(file).packages;
  const fetchesOnly = existsSync(join(dirname(file), 'fetch.mjs'));
  const direct = new Set(Object.keys(packages[''].dependencies ?? {}));
  const refOf = (name) => (packages[`node_modules/${name}`] ? [npmRef(name, packages[`node_modules/${name}`].version)] : []);
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '') {
      continue;
    }

    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const [algorithm, digest] = (entry.integrity ?? '').split('-', 2);
    add({
      type: 'library', 'bom-ref': npmRef(name, entry.version), name, version: entry.version, purl: npmRef(name, entry.version),
      scope: fetchesOnly ? (direct.has(name) ? 'required' : 'excluded') : entry.dev || entry.optional ? 'excluded' : 'required',
      ...(digest ? { hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: hex(digest) }] } : {}),
      licenses: entry.license ? [{ expression: entry.license }] : [],
    }, Object.keys(entry.dependencies ?? {}).flatMap(refOf));
  }
}

for (const file of filesBelow(options.assets)) {
  if (basename(file) === 'project.assets.json') {
    readAssets(file);
  }
}

for (const file of filesBelow(options.source, new Set(['node_modules', 'bin', 'obj']))) {
  if (basename(file) === 'package-lock.json') {
    readLock(file);
  }
}

// native code file by file: it is what a scanner cannot look into
for (const file of published) {
  const start = readFileSync(file).subarray(0, 4);
  if (start.toString('latin1') === '\x7fELF') {
    const path = relative(options.published, file);
    add({ type: 'file', 'bom-ref': `file:${path}`, name: path, hashes: [{ alg: 'SHA-256', content: createHash('sha256').update(readFileSync(file)).digest('hex') }] });
  }
}

const root = `pkg:generic/${options.name}@${options.version}`;
const sorted = [...components.values()].sort(byRef);
const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? Math.floor(statSync(options.published).mtimeMs / 1000));
const content = {
  metadata: {
    timestamp: new Date(epoch * 1000).toISOString().replace('.000Z', 'Z'),
    component: { type: 'application', 'bom-ref': root, name: options.name, version: options.version, licenses: [{ expression: 'MIT' }] },
  },
  components: sorted,
  dependencies: [
    { ref: root, dependsOn: sorted.filter((c) => c.type === 'file' || c.scope === 'required').map((c) => c['bom-ref']) },
    ...sorted.filter((c) => dependencies.get(c['bom-ref'])?.size).map((c) => ({ ref: c['bom-ref'], dependsOn: [...dependencies.get(c['bom-ref'])].filter((r) => components.has(r)).sort() })),
  ],
};
const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
const serial = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
console.log(JSON.stringify({ $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json', bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: `urn:uuid:${serial}`, version: 1, ...content }, null, 2));
