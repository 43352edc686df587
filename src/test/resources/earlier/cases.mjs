// Brings cases into every state over the API of a server that was started with the profile demo, which README.md calls:
//   node cases.mjs http://127.0.0.1:PORT FOLDER_OF_EXAMPLES
// The id of each request says what the case is for.
import { readFileSync } from 'node:fs';

const [server, examples] = process.argv.slice(2);
const MINUTE = 60_000;

async function call(user, method, path, body) {
  const answer = await fetch(server + path, {
    method,
    headers: {
      Authorization: 'Basic ' + Buffer.from(user + ':demo').toString('base64'),
      'Content-Type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

async function until(what, look) {
  for (const end = Date.now() + 3 * MINUTE; Date.now() < end; await new Promise((next) => setTimeout(next, 500))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error('waited in vain for ' + what);
}

const example = (path) => JSON.parse(readFileSync(`${examples}/${path}.json`, 'utf8'));

async function open(requestId, file, change = {}) {
  const view = await call('ines', 'POST', '/api/requests', { ...example('requests/' + file), requestId, ...change });
  return view.caseNumber;
}

const tasks = (user, caseNumber) => call(user, 'GET', `/engine-rest/task?processInstanceBusinessKey=${caseNumber}`);

/** Waits for the task that a case has for a user, and gives it. */
const task = (user, caseNumber, key) =>
  until(`${key} of ${caseNumber}`, async () => (await tasks(user, caseNumber)).find((each) => each.taskDefinitionKey === key));

async function submit(user, id, fields) {
  const variables = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value }]));
  // Where a job moves the case at that moment, the form is sent again.
  await until(`task ${id}`, () =>
    call(user, 'POST', `/engine-rest/task/${id}/submit-form`, { variables }).then(
      () => true,
      (failure) => {
        if (!failure.message.includes('concurrently')) throw failure;
      },
    ),
  );
}

const reviewer = { reviewerNpi: '1234567893', reviewerSpecialty: 'Orthopaedic surgery' };

async function review(caseNumber, fields) {
  const { id } = await task('mia', caseNumber, 'reviewByMedicalDirector');
  await submit('mia', id, { rationale: 'I reviewed the record, and this is what it supports.', ...reviewer, ...fields });
}

const inTime = { receivedAt: undefined };
const state = (caseNumber) => call('mia', 'GET', `/api/requests/${caseNumber}`);

async function denied(requestId) {
  const caseNumber = await open(requestId, 'seed');
  await review(caseNumber, { decision: 'UPHOLD' });
  return caseNumber;
}

const waiting = await open('waiting', 'seed', inTime);
const asked = await until('documents', async () => {
  const found = (await tasks('rita', waiting)).filter((each) => each.taskDefinitionKey === 'obtainDocumentation');
  return found.length > 1 && found;
});
await submit('rita', asked[0].id, { available: false, unavailableReason: 'not in the chart' });

const extended = await open('extended', 'seed', { ...inTime, lineOfBusiness: 'MEDICARE_ADVANTAGE' });
await call('rita', 'POST', `/api/requests/${extended}/extension`, { reason: 'The films were sent to another clinic.' });

const inReview = await open('in-review', 'seed');
const held = await task('mia', inReview, 'reviewByMedicalDirector');
await call('mia', 'POST', `/engine-rest/task/${held.id}/claim`, { userId: 'mia' });

await open('certified', 'all-met-ambulatory');
await denied('denied');
await review(await open('overturned', 'seed'), { decision: 'OVERTURN' });

const evidence = example('evidence/complete');
const completed = await open('certified-in-part', 'seed', inTime);
await call('ines', 'POST', `/api/requests/${completed}/evidence`, evidence);
await review(completed, { decision: 'UPHOLD' });

const withdrawn = await open('withdrawn', 'seed', inTime);
await call('ines', 'POST', `/api/requests/${withdrawn}/withdrawal`, { reason: 'The member chose another therapy.' });

await open('to-be-routed', 'open-fusion-27280');
const routed = await open('routed', 'open-fusion-27280');
const routing = await task('rita', routed, 'routeManually');
await submit('rita', routing.id, { routedTo: 'Spine desk' });

const talk = await denied('talk-asked-for');
await call('ines', 'POST', `/api/requests/${talk}/peer-to-peer`, {
  clinicianName: 'Dr. Ortega',
  clinicianNpi: '1234567893',
  reachedAt: '+1 555 0100',
});

const appealed = await denied('appealed');
await call('ines', 'POST', `/api/requests/${appealed}/appeal`, { reason: 'The member disagrees.' });

const reconsidered = await denied('reconsidered');
await call('ines', 'POST', `/api/requests/${reconsidered}/reconsideration`, evidence);

await call('admin', 'PUT', `/api/requests/${completed}/legal-hold`, { reason: 'A complaint is pending.' });

// Until no job waits but for its time, and every ended case is sealed: the routed one, and those that have an end of their own.
await until('jobs', async () => (await call('admin', 'GET', '/engine-rest/job/count?messages=true')).count === 0);
await until('seals', async () => {
  const { items } = await call('aud', 'GET', '/api/requests?size=200');
  const ended = items.filter((each) => ['DECIDED', 'WITHDRAWN'].includes(each.state)).length + 1;
  return (await call('aud', 'GET', '/api/audit/verification')).sealed === ended;
});
console.log(JSON.stringify(await call('aud', 'GET', '/api/audit/verification')));
for (const each of (await call('aud', 'GET', '/api/requests?size=200')).items) console.log(each.requestId, each.caseNumber, each.state);
