// Shows the copy buttons (they are hidden without this script: the text itself can be selected) and makes them copy.
for (const button of document.querySelectorAll('button[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  if (source === null || navigator.clipboard === undefined) continue;
  const label = button.querySelector('[data-label]');
  const before = label.textContent;
  let timer;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      label.textContent = button.dataset.done;
    } catch {
      // Copying was not allowed: select the text, so that the keyboard copies it.
      getSelection().selectAllChildren(source);
      label.textContent = button.dataset.selected;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      label.textContent = before;
    }, 4000);
  });
}
