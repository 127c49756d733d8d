// Checks that Mermaid draws a file.  node mermaid.mjs [--expect-nodes N] [--expect-edges M] FILE.mmd...
//
// Each file is drawn by the real Mermaid in Chromium at the security level that sites use ('strict'). It fails if
// Mermaid throws, draws one of its pictures of an error, or (for a single file) draws other numbers of nodes and edges
// than expected.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFiles, usage, withPage } from './browser.mjs';

const MERMAID = fileURLToPath(new URL('node_modules/mermaid/dist/mermaid.min.js', import.meta.url));

// Runs in the browser: what Mermaid made of a source, or what it said.
async function draw(source) {
  mermaid.initialize({
    startOnLoad: false, securityLevel: 'strict', suppressErrorRendering: true,
    maxTextSize: 50_000_000, maxEdges: 1_000_000,
  });
  try {
    const { svg, diagramType } = await mermaid.render('drawing', source);
    document.body.innerHTML = svg;
    const root = document.body.querySelector('svg');
    if (!root) return { error: 'no <svg> came out' };
    const error = root.matches('[aria-roledescription="error"]') || root.querySelector('.error-icon, .error-text') ||
      /Syntax error in|Maximum text size in diagram exceeded|Too many edges/.test(root.textContent);
    if (error) return { error: `a picture of an error: ${root.textContent.trim().slice(-200)}` };
    const { width, height } = root.getBoundingClientRect();
    if (!(width > 0 && height > 0)) return { error: `a picture of ${width} by ${height}` };
    return {
      kind: diagramType,
      nodes: root.querySelectorAll('.node').length,
      edges: root.querySelectorAll('.edgePaths path, path.flowchart-link').length,
    };
  } catch (e) {
    return { error: String(e?.message ?? e?.str ?? e) };
  }
}

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: { 'expect-nodes': { type: 'string' }, 'expect-edges': { type: 'string' } },
});
const expected = [['nodes', values['expect-nodes']], ['edges', values['expect-edges']]]
  .filter(([, n]) => n !== undefined);
if (files.length === 0 || (expected.length > 0 && files.length > 1) || expected.some(([, n]) => !/^\d+$/.test(n))) {
  usage('node mermaid.mjs FILE.mmd..., or with --expect-nodes N and --expect-edges M for one file');
}
await withPage(page => checkFiles(files, async file => {
  await page.goto('about:blank');
  await page.addScriptTag({ path: MERMAID });
  const drawn = await page.evaluate(draw, readFileSync(file, 'utf8'));
  if (drawn.error !== undefined) return [drawn.error];
  console.log(`${file}: ${drawn.kind}, ${drawn.nodes} nodes, ${drawn.edges} edges`);
  return expected.filter(([what, number]) => drawn[what] !== Number(number))
    .map(([what, number]) => `${drawn[what]} ${what}, expected ${number}`);
}));
