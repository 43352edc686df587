// What Camunda Modeler would save is what is in the repository: every model is opened with the libraries that Modeler uses
// and written back, and every form is imported by the form library of Tasklist. Prints a line a file; ends with 1 on any difference.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { JSDOM } from 'jsdom';
import { BpmnModdle } from 'bpmn-moddle';
import { DmnModdle } from 'dmn-moddle';

const require = createRequire(import.meta.url);
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
// What Modeler adds to every file: the platform that it is meant for.
const modeler = (prefix) => ({
  name: 'modeler', uri: 'http://camunda.org/schema/modeler/1.0', prefix: 'modeler', xml: { tagAlias: 'lowerCase' }, associations: [],
  types: [{ name: 'Definitions', isAbstract: true, extends: [`${prefix}:Definitions`], properties: [
    { name: 'executionPlatform', isAttr: true, type: 'String' }, { name: 'executionPlatformVersion', isAttr: true, type: 'String' }] }]
});
const bpmn = new BpmnModdle({ camunda: require('camunda-bpmn-moddle/resources/camunda.json'), modeler: modeler('bpmn') });
const dmn = new DmnModdle({ camunda: require('camunda-dmn-moddle/resources/camunda.json'), modeler: modeler('dmn') });
// Known to the engine and to Modeler, not to the published description of the extension.
const EXPECTED_WARNINGS = ['unknown attribute <camunda:decisionRefVersionTag>'];

let problems = 0;
function report(file, messages) {
  console.log(`${messages.length ? 'FAILED' : 'ok    '} ${file}`);
  messages.forEach((message) => console.log(`       ${message}`));
  problems += messages.length;
}
const files = (folder, ending) => readdirSync(join(root, folder)).filter((name) => name.endsWith(ending)).sort().map((name) => `${folder}/${name}`);

for (const [moddle, names] of [[bpmn, files('bpmn', '.bpmn')], [dmn, [...files('dmn', '.dmn'), ...files('dmn/measured', '.dmn')]]]) {
  for (const name of names) {
    const text = readFileSync(join(root, name), 'utf8');
    const { rootElement, warnings } = await moddle.fromXML(text);
    const { xml } = await moddle.toXML(rootElement, { format: true });
    const messages = warnings.map((warning) => warning.message).filter((message) => !EXPECTED_WARNINGS.includes(message));
    const lines = text.split('\n');
    const changed = xml.split('\n').findIndex((line, index) => line !== lines[index]);
    if (xml !== text) {
      messages.push(`saving it changes line ${changed + 1}: ${(lines[changed] ?? '').trim()}`);
    }
    report(name, messages);
  }
}

const { window } = new JSDOM('<!DOCTYPE html><div id="form"></div>', { pretendToBeVisual: true, url: 'http://localhost/' });
for (const name of ['window', 'document', 'Node', 'Element', 'HTMLElement', 'SVGElement', 'MutationObserver', 'CustomEvent', 'Event', 'KeyboardEvent', 'DOMParser', 'XMLSerializer', 'getComputedStyle', 'requestAnimationFrame', 'cancelAnimationFrame']) {
  Object.defineProperty(globalThis, name, { value: name === 'window' ? window : window[name], configurable: true, writable: true });
}
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
globalThis.ResizeObserver = window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
const { Form } = require('@bpmn-io/form-js-viewer');
for (const name of files('forms', '.form')) {
  const form = new Form({ container: window.document.querySelector('#form') });
  const messages = [];
  try {
    const { warnings } = await form.importSchema(JSON.parse(readFileSync(join(root, name), 'utf8')));
    messages.push(...warnings.map((warning) => warning.message));
  } catch (error) {
    messages.push(error.message, ...(error.warnings ?? []).map((warning) => warning.message));
  }
  form.destroy();
  report(name, messages);
}
process.exit(problems ? 1 : 0);
