// Draws the models as Camunda Modeler does, in the Chromium of this machine. The letters are always those of DejaVu Sans: they are wider
// than those of Arial, which Modeler asks for, so what fits here fits elsewhere, and a drawing is the same on every machine.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FONT = readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')).toString('base64');

/** The names of the models that are drawn, from the root of the repository. */
export const models = ['bpmn', 'dmn', 'dmn/measured'].flatMap((folder) =>
  readdirSync(join(root, folder)).filter((name) => /\.(bpmn|dmn)$/.test(name)).sort().map((name) => `${folder}/${name}`));

/** The pictures of the documentation, each with the model that it shows. */
export const pictures = {
  'docs/pictures/process.svg': 'bpmn/prior-authorization.bpmn',
  'docs/pictures/policy.svg': 'dmn/si-joint-fusion.dmn',
  'docs/pictures/final-tables.svg': 'dmn/determination.dmn'
};

/** Calls what it is given with a function that draws a model; what that one returns has the page, where the viewer is `window.viewer`. */
export async function withDrawings(work) {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`There is no Chromium at ${CHROMIUM}; install it, or name it as CHROMIUM.`);
  }
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  try {
    const page = await browser.newPage();
    await work(async (model) => {
      const library = model.endsWith('.dmn') ? 'dmn-js' : 'bpmn-js';
      await page.setContent(`<style>@font-face { font-family: Arial; src: url(data:font/ttf;base64,${FONT}) }</style><div id="drawing" style="width: 1600px; height: 900px"></div>`);
      await page.addStyleTag({ path: require.resolve(`${library}/dist/assets/diagram-js.css`) });
      await page.addScriptTag({ path: require.resolve(`${library}/dist/${library.replace('-js', '-viewer')}.development.js`) });
      await page.evaluate(async ([library, xml]) => {
        await document.fonts.load('12px Arial');
        const opened = library === 'dmn-js' ? new window.DmnJS({ container: '#drawing' }) : new window.BpmnJS({ container: '#drawing' });
        await opened.importXML(xml);
        window.viewer = library === 'dmn-js' ? opened.getActiveViewer() : opened;
      }, [library, readFileSync(join(root, model), 'utf8')]);
      return page;
    });
  } finally {
    await browser.close();
  }
}

/** The SHA-256 of everything that the drawing shows, and of nothing else: the rules of a table can change without it. */
export async function shown(page) {
  const elements = await page.evaluate(() => window.viewer.get('elementRegistry').getAll().map((element) => {
    const { x, y, width, height, waypoints, businessObject: { $type, name, text } } = element;
    return [element.id, $type, name, text, waypoints ? waypoints.map((point) => [point.x, point.y]) : [x, y, width, height]];
  }));
  return createHash('sha256').update(JSON.stringify(elements.sort(([one], [other]) => (one < other ? -1 : 1)))).digest('hex');
}
