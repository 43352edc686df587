// The process of a case as Camunda Modeler draws it, with its path, to zoom and to move about in. The drawing of the page stays:
// for paper, for an export, and where no script runs.
const drawProcess = () => {
  const section = document.getElementById('process');
  const drawing = section && section.querySelector('svg.diagram');
  if (!drawing || !window.BpmnJS || section.querySelector('.viewer')) {
    return;
  }
  const frame = document.createElement('div');
  frame.className = 'viewer';
  frame.tabIndex = 0;
  frame.setAttribute('role', 'application');
  frame.setAttribute('aria-label', 'Process diagram with the path of the case, to move about in');
  const hint = document.createElement('p');
  hint.textContent = 'Drag to move, Ctrl and the mouse wheel to zoom. With the keyboard: Ctrl and an arrow key, Ctrl and +, Ctrl and −.';
  const summary = document.createElement('summary');
  summary.textContent = 'Zoom and move about in the diagram';
  const details = document.createElement('details');
  details.className = 'viewer-frame';
  details.append(summary, hint, frame);
  drawing.parentElement.after(details);

  const show = async () => {
    const answer = await fetch(location.pathname.replace(/\/(whole|parts\/process)$/, '') + '/process');
    if (!answer.ok) {
      throw new Error('The server answered ' + answer.status + '.');
    }
    const viewer = new window.BpmnJS({ container: frame, keyboard: { bindTo: frame } });
    await viewer.importXML(await answer.text());
    const canvas = viewer.get('canvas');
    const elements = viewer.get('elementRegistry');
    drawing.querySelectorAll('[data-element]').forEach(drawn => ['passed', 'waiting', 'taken']
      .filter(mark => drawn.classList.contains(mark) && elements.get(drawn.dataset.element))
      .forEach(mark => canvas.addMarker(drawn.dataset.element, mark)));
    // What holds other steps only gets a border.
    elements.filter(element => element.type === 'bpmn:SubProcess').forEach(element => canvas.addMarker(element.id, 'whole'));
    canvas.zoom('fit-viewport', 'auto');
  };
  details.addEventListener('toggle', () => {
    if (details.open && !frame.hasChildNodes()) {
      show().catch(problem => {
        frame.textContent = 'The diagram cannot be shown. ' + problem.message;
      });
    }
  });
};
drawProcess();
document.addEventListener('unfolded', drawProcess);
