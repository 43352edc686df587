// The tab "Case" of a task: the page of its case, read with Tasklist's own session.
const say = (node, text) => {
  const sentence = document.createElement('p');
  sentence.setAttribute('role', 'alert');
  sentence.textContent = text;
  node.append(sentence);
};

async function show(node, api, taskId) {
  const answer = await fetch(`${api.engineApi}/task/${taskId}/form-variables?variableNames=caseNumber`, {
    headers: { Accept: 'application/json' }
  });
  const caseNumber = answer.ok && (await answer.json()).caseNumber?.value;
  if (!caseNumber) {
    say(node, 'The case of this task cannot be shown. Load the page again; you may have been logged out.');
    return;
  }
  const frame = document.createElement('iframe');
  frame.title = `Case ${caseNumber}`;
  frame.src = `${document.querySelector('base').getAttribute('app-root')}/../cases/${caseNumber}/tab`;
  node.append(frame);
}

export default {
  id: 'necessity-case',
  pluginPoint: 'tasklist.task.detail',
  priority: 900,
  properties: { label: 'Case' },
  render(node, { api, taskId }) {
    node.className = 'case-tab';
    show(node, api, taskId).catch(() => say(node, 'The server cannot be reached.'));
  }
};
