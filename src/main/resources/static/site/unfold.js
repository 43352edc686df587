// Parts of a page that are pages of their own unfold where they are named, and are read only then.
document.querySelectorAll('.unfolds li').forEach(item => {
  const link = item.querySelector('a');
  const summary = document.createElement('summary');
  summary.textContent = link.textContent;
  const details = document.createElement('details');
  details.append(summary);
  item.replaceChildren(details);
  details.addEventListener('toggle', async () => {
    if (!details.open || details.children.length > 1) {
      return;
    }
    try {
      const answer = await fetch(link.href);
      const part = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('main > section');
      if (!answer.ok || !part) {
        throw new Error(`The server answered ${answer.status}.`);
      }
      details.append(part);
      document.dispatchEvent(new Event('unfolded'));
    } catch (problem) {
      details.append(`This cannot be shown here: ${problem.message} `, link);
    }
  });
});
