// The drawings can be read: no word of a name is broken, no name leaves its shape or lies on another one, and no line runs through a name
// or through a box that is not its end; and the pictures of the documentation show them as they are. Prints a line a file; ends with 1 on
// any finding.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { models, pictures, root, shown, withDrawings } from './drawing.mjs';

/** In the page, where the viewer is. */
function findings() {
  const registry = window.viewer.get('elementRegistry');
  const found = [];
  const shapes = [];
  const lines = [];
  const names = [];
  const title = (element) => (element.businessObject.name ?? element.businessObject.text ?? element.id).replace(/\s+/g, ' ').slice(0, 60);
  const isContainer = (element) => (element.children ?? []).some((child) => !child.labelTarget && !child.waypoints);

  registry.forEach((element, graphics) => {
    if (!element.parent) {
      return;
    }
    if (element.waypoints) {
      lines.push(element);
    } else if (!element.labelTarget) {
      shapes.push(element);
    }
    const text = graphics.querySelector(':scope > .djs-visual text');
    if (!text) {
      return;
    }
    const parts = [...text.querySelectorAll('tspan')].map((part) => part.textContent.trim()).filter((part) => part);
    const whole = (element.businessObject.name ?? element.businessObject.text ?? '').trim().replace(/\s+/g, ' ');
    if (parts.join(' ').replaceAll('- ', '-') !== whole) {
      found.push(`'${whole}' is broken: ${parts.join(' | ')}`);
    }
    const box = text.getBBox();
    const moved = graphics.getCTM().inverse().multiply(text.getCTM());
    names.push({ element, left: element.x + moved.e + box.x, top: element.y + moved.f + box.y, right: element.x + moved.e + box.x + box.width, bottom: element.y + moved.f + box.y + box.height });
  });

  const bounds = (shape) => ({ left: shape.x, top: shape.y, right: shape.x + shape.width, bottom: shape.y + shape.height });
  const meet = (one, other) => one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
  const inside = (one, other) => one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;
  const smaller = (box, by) => ({ left: box.left + by, top: box.top + by, right: box.right - by, bottom: box.bottom - by });
  /** Whether a stretch of a line has a point within a box, by Liang and Barsky. */
  const runsThrough = (from, to, box) => {
    let enters = 0;
    let leaves = 1;
    for (const [at, by, least, most] of [[from.x, to.x - from.x, box.left, box.right], [from.y, to.y - from.y, box.top, box.bottom]]) {
      if (by === 0) {
        if (at <= least || at >= most) {
          return false;
        }
      } else {
        const [first, last] = [(least - at) / by, (most - at) / by].sort((x, y) => x - y);
        enters = Math.max(enters, first);
        leaves = Math.min(leaves, last);
      }
    }
    return enters < leaves;
  };
  const crosses = (line, box) => line.waypoints.slice(1).some((to, i) => runsThrough(line.waypoints[i], to, box));
  const within = (element, container) => element && (element === container || within(element.parent, container));

  for (const name of names) {
    const own = name.element.labelTarget ?? name.element;
    if (!name.element.labelTarget && !inside(name, bounds(name.element))) {
      found.push(`'${title(own)}' leaves its shape`);
    }
    for (const shape of shapes) {
      if (name.element.labelTarget && !isContainer(shape) && meet(smaller(name, 1), bounds(shape))) {
        found.push(`'${title(own)}' lies on '${title(shape)}'`);
      }
      if (!name.element.labelTarget && shape.host === own && meet(smaller(name, 1), bounds(shape))) {
        found.push(`'${title(own)}' lies under '${title(shape)}'`);
      }
      if (name.element.labelTarget && isContainer(shape) && !inside(name, bounds(shape)) && meet(name, bounds(shape))) {
        found.push(`'${title(own)}' lies on the border of '${title(shape)}'`);
      }
    }
    names.filter((other) => other !== name && name.element.id < other.element.id && meet(smaller(name, 1), other))
      .forEach((other) => found.push(`'${title(own)}' lies on '${title(other.element.labelTarget ?? other.element)}'`));
    lines.filter((line) => crosses(line, smaller(name, 1)))
      .forEach((line) => found.push(`the line '${title(line)}' from '${title(line.source)}' runs through the name '${title(own)}'`));
  }
  for (const line of lines) {
    shapes.filter((shape) => shape !== line.source && shape !== line.target && shape !== line.source.host && !within(line.source, shape) && crosses(line, bounds(shape)))
      .forEach((shape) => found.push(`the line '${title(line)}' from '${title(line.source)}' to '${title(line.target)}' runs through '${title(shape)}'`));
  }
  return { found, names: names.length };
}

const shows = (picture, sha256) => existsSync(join(root, picture)) && readFileSync(join(root, picture), 'utf8').includes(`<metadata>${sha256}</metadata>`);

let problems = 0;
await withDrawings(async (draw) => {
  for (const model of models) {
    const page = await draw(model);
    const { found, names } = await page.evaluate(findings);
    if (!names) {
      found.push('it shows no name at all');
    }
    const sha256 = await shown(page);
    Object.keys(pictures).filter((picture) => pictures[picture] === model && !shows(picture, sha256))
      .forEach((picture) => found.push(`${picture} shows it as it was: npm run pictures`));
    console.log(`${found.length ? 'FAILED' : 'ok    '} the drawing of ${model}`);
    found.forEach((finding) => console.log(`       ${finding}`));
    problems += found.length;
  }
});
process.exit(problems ? 1 : 0);
