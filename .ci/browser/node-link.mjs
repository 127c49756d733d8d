// Checks that d3-force takes a node-link file.  node node-link.mjs FILE.json...
//
// The file is {"nodes": [{"id", ...}], "links": [{"source", "target", ...}]}. A force simulation with the links by id
// runs ten ticks; then every link must join two of the nodes and every node must have a place.
import { readFileSync } from 'node:fs';
import { forceCenter, forceLink, forceManyBody, forceSimulation } from 'd3';
import { checkFiles, usage } from './browser.mjs';

const named = d => JSON.stringify(d?.id ?? d);

function failuresOf({ nodes, links }) {
  if (!Array.isArray(nodes) || !Array.isArray(links)) return ['is not {"nodes": [...], "links": [...]}'];
  const failures = nodes.length === 0 ? ['has no nodes'] : [];
  const nameless = nodes.filter(d => d?.id === undefined || d.id === null || d.id === '');
  if (nameless.length > 0) failures.push(`has ${nameless.length} nodes without an id`);
  // d3 would take the last of them and say nothing.
  const ids = new Set();
  for (const d of nodes) {
    if (ids.has(d?.id)) failures.push(`has two nodes of the id ${named(d)}`);
    ids.add(d?.id);
  }
  if (failures.length > 0) return failures;

  try {
    forceSimulation(nodes)
      .force('link', forceLink(links).id(d => d.id))
      .force('charge', forceManyBody())
      .force('center', forceCenter())
      .stop()
      .tick(10);
  } catch (e) {
    return [`is not taken by d3: ${e.message}`]; // a link to no node is "node not found: ID"
  }
  const known = new Set(nodes);
  links.forEach((link, i) => {
    for (const end of ['source', 'target']) {
      if (!known.has(link[end])) failures.push(`link ${i}: the ${end} ${named(link[end])} did not become a node`);
    }
  });
  for (const d of nodes) {
    if (!Number.isFinite(d.x) || !Number.isFinite(d.y)) failures.push(`node ${named(d)} has no place: ${d.x}, ${d.y}`);
  }
  return failures;
}

const files = process.argv.slice(2);
if (files.length === 0) usage('node node-link.mjs FILE.json...');
await checkFiles(files, file => {
  const graph = JSON.parse(readFileSync(file, 'utf8'));
  const failures = failuresOf(graph ?? {});
  console.log(`${file}: ${graph?.nodes?.length} nodes, ${graph?.links?.length} links`);
  return failures;
});
