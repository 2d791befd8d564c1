// Counts down to the deadline of an attempt, and warns without taking the focus. The server decides.

const WARNINGS = [300, 60]; // seconds before the end
const MINUTE = 60;

// `secondsLeft` as the server had it when the page was made; `atTheEnd` is called once.
export function countDown(secondsLeft, { gettext, ngettext, interpolate, atTheEnd }) {
  const begun = { steady: performance.now(), clock: Date.now() };
  const shown = document.querySelector("[data-time-left]");
  const warning = document.querySelector("[data-time-warning]");
  let warned = Infinity;

  // The steady one may stand still while a phone sleeps, and the clock may be set back.
  function secondsGone() {
    return Math.max(performance.now() - begun.steady, Date.now() - begun.clock) / 1000;
  }

  function tick() {
    const left = Math.max(0, Math.ceil(secondsLeft - secondsGone()));
    const minutes = Math.ceil(left / MINUTE);
    const text = interpolate(ngettext("%s minute left", "%s minutes left", minutes), [minutes]);
    if (shown.textContent !== text) shown.textContent = text;
    const due = WARNINGS.find((seconds) => left <= seconds && seconds < warned);
    if (due) {
      // The nearest one, for a page may be opened late.
      warned = Math.min(...WARNINGS.filter((seconds) => left <= seconds));
      warning.textContent = text;
    }
    if (left) return;
    clearInterval(timer);
    const told = gettext("The time is up. What is saved is being submitted.");
    shown.textContent = told;
    warning.textContent = told;
    atTheEnd();
  }

  const timer = setInterval(tick, 1000);
  tick();
}
