// Counts an authorization session down from the seconds that were left when the page was made. The reader's clock is
// used for elapsed time only, never for the time of day.
const notice = document.querySelector('[data-countdown]');
if (notice !== null) start(notice);

function start(deadline) {
  const { secondsLeft, left, two, one, ended } = deadline.dataset;
  const text = deadline.querySelector('[data-deadline-text]');
  const status = document.querySelector('[data-deadline-status]');
  const over = document.querySelector('[data-deadline-over]');
  const answered = performance.getEntriesByType('navigation')[0]?.responseStart ?? 0;
  const wallStart = Date.now() - (performance.now() - answered);
  let announced = Number.POSITIVE_INFINITY;
  const timer = setInterval(tick, 1000);
  document.addEventListener('visibilitychange', tick);
  addEventListener('pageshow', tick);
  tick();

  function remaining() {
    // Some systems stop the monotonic clock while they sleep, so the longer of the two elapsed times counts.
    const elapsed = Math.max(performance.now() - answered, Date.now() - wallStart) / 1000;
    return Math.max(0, Math.ceil(Number(secondsLeft) - elapsed));
  }

  function tick() {
    const seconds = remaining();
    text.textContent = left.replace('{time}', `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`);
    document.documentElement.toggleAttribute('data-ending', seconds <= 120);
    if (seconds === 0) end();
    else if (seconds <= 60) announce(60, one);
    else if (seconds <= 120) announce(120, two);
  }

  // A live region speaks whenever its text changes, so the text changes at two minutes, at one, and at the end only.
  function announce(mark, sentence) {
    if (announced <= mark) return;
    announced = mark;
    status.querySelector('[data-deadline-sentence]').textContent = sentence;
    status.toggleAttribute('data-shown', true);
  }

  function end() {
    clearInterval(timer);
    announce(0, ended);
    deadline.hidden = true;
    const hadFocus = (document.activeElement?.closest('[data-ends]') ?? null) !== null;
    for (const control of document.querySelectorAll('[data-ends] :is(button, input)')) control.disabled = true;
    for (const form of document.querySelectorAll('[data-ends]')) form.toggleAttribute('data-closed', true);
    over.hidden = false;
    if (hadFocus) over.focus();
  }
}
