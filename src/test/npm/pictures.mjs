// Draws the pictures of the documentation from their models. Each keeps the SHA-256 of what it shows, by which check-drawings.mjs notices
// that its model is drawn in another way by now.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, root, shown, withDrawings } from './drawing.mjs';

const MARGIN = 20;

/** In the page, where the viewer is. */
async function picture([sha256, margin]) {
  const { svg } = await window.viewer.saveSVG();
  document.body.innerHTML = svg.slice(svg.indexOf('<svg'));
  const drawing = document.querySelector('svg');
  // Each line is centred where it is, so that it stays there in the letters of whoever looks at it.
  drawing.querySelectorAll('text').forEach((text) => {
    const owner = text.closest('[data-element-id]');
    const element = window.viewer.get('elementRegistry').get(owner.dataset.elementId);
    if (element.businessObject.$type !== 'bpmn:TextAnnotation') {
      text.querySelectorAll('tspan').forEach((line) => {
        line.setAttribute('x', Math.round(Number(line.getAttribute('x')) + line.getComputedTextLength() / 2));
        line.setAttribute('text-anchor', 'middle');
      });
    }
  });
  // What is there for the mouse alone.
  drawing.querySelectorAll('.djs-hit, .djs-outline').forEach((element) => element.remove());
  const { x, y, width, height } = drawing.viewBox.baseVal;
  const box = [Math.floor(x) - margin, Math.floor(y) - margin, Math.ceil(width) + 2 * margin, Math.ceil(height) + 2 * margin];
  drawing.setAttribute('viewBox', box.join(' '));
  drawing.setAttribute('width', box[2]);
  drawing.setAttribute('height', box[3]);
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  Object.entries({ x: box[0], y: box[1], width: box[2], height: box[3], fill: 'white' }).forEach(([name, value]) => paper.setAttribute(name, value));
  drawing.prepend(paper);
  const metadata = document.createElementNS('http://www.w3.org/2000/svg', 'metadata');
  metadata.textContent = sha256;
  drawing.prepend(metadata);
  // The names of arrowheads are drawn by lot; by their order a picture stays the same as long as its model does.
  const arrowheads = [...drawing.querySelectorAll('marker')].map((marker) => marker.id);
  return arrowheads.reduce((text, id, i) => text.replaceAll(id, `arrowhead-${i + 1}`), new XMLSerializer().serializeToString(drawing));
}

await withDrawings(async (draw) => {
  for (const [file, model] of Object.entries(pictures)) {
    const page = await draw(model);
    writeFileSync(join(root, file), `${await page.evaluate(picture, [await shown(page), MARGIN])}\n`);
    console.log(`${file} shows ${model}`);
  }
});
