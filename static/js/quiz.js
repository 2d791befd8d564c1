// Taking a quiz with scripts: each answer is saved as it is given, and without a connection the
// quiz goes on. Every page works without this file.
import {
  asText,
  fieldsOf,
  fill,
  isEmpty,
  isSaidWithAButton,
  moveStep,
  nextAfter,
  sendWith,
} from "./answer_form.js";
import { SaveStatus } from "./save_status.js";
import { ANSWERED_SINCE, NOT_AN_ANSWER, REFUSED, Saving } from "./saving.js";
import { countDown } from "./time_left.js";
import { unsentOf } from "./unsent.js";
import { CharacterCount, createAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";

const { gettext, ngettext, interpolate } = window.django ?? window;
const PAUSE_IN_TYPING = 500;
const PATIENCE = 10_000;
const A_MOMENT = 3_000;

const setup = JSON.parse(document.getElementById("quiz-setup").textContent);
const beginning = setup.check.replace(/check\/$/, "");
const saving = new Saving(await unsentOf(setup.owner, setup.keys));

const status = new SaveStatus(document.querySelector(".save-status"), saving, beginning);

function sayHowItStands() {
  status.sayHowItStands(current()?.form);
}

// The question on the screen, and the others, which wait in memory.

const pages = new Map(); // by number

// Nothing where the answer is final, and on the page that looks over all answers.
function current() {
  const page = document.querySelector(".quiz__page");
  return page?.querySelector("form") ? partsOf(page) : null;
}

function partsOf(page) {
  return { page, form: page.querySelector("form"), number: Number(page.dataset.number) };
}

function take(page) {
  const { form, number } = partsOf(page);
  if (!form) return; // its answer is final, and the server shows it
  pages.set(number, page);
  // An answer shown above another that stands is not the one that the server has.
  form.dataset.known = form.querySelector("[data-told]").childElementCount ? "" : asText(form);
  if (page.dataset.savedAt) status.lastSaved.set(form.dataset.save, page.dataset.savedAt);
  const kept = keptAnswers.findLast((save) => save.url === form.dataset.save);
  if (kept) {
    fill(form, kept.fields);
    form.dataset.known = asText(form);
  }
}

// What a page needs once it is on the screen: the count looks for its message in the document.
function wake(page) {
  if (!page.dataset.isAwake) createAll(CharacterCount, undefined, page);
  page.dataset.isAwake = "true";
}

// Saving

async function save(form) {
  clearTimeout(form.typing);
  if (isSaidWithAButton(form)) return;
  const text = asText(form);
  if (text === form.dataset.known) return;
  form.dataset.known = text;
  status.given(form.dataset.save);
  const added = saving.add({
    url: form.dataset.save,
    fields: [...fieldsOf(form), ["left_over", form.elements.left_over.value]],
    after: form.elements.after.value,
    token: setup.token,
  });
  sayHowItStands();
  await added;
}

function formThatSaves(url) {
  for (const page of pages.values()) {
    const { form } = partsOf(page);
    if (form.dataset.save === url) return form;
  }
  return null;
}

saving.addEventListener("change", sayHowItStands);

saving.addEventListener("saved", ({ detail: { save, reply } }) => {
  status.saved(save.url, reply.saved_at);
  const form = formThatSaves(save.url);
  if (!form) return;
  form.elements.after.value = reply.event;
  form.elements.left_over.value = "";
  form.querySelector("[data-told]").replaceChildren();
});

saving.addEventListener("answered-since", ({ detail: { save, reply } }) => {
  const form = formThatSaves(save.url);
  if (!form) return;
  form.elements.after.value = reply.event;
  form.dataset.known = "";
  // Written by our own server, every word of it escaped there.
  form.querySelector("[data-told]").innerHTML = reply.told;
});

// One that waited for another quiz, submitted since, is no reason to leave this one.
saving.addEventListener("closed", ({ detail: { save, reply } }) => {
  if (save.url.startsWith(beginning)) location.assign(reply.result);
});

// The server says so to whoever sends the page.
saving.addEventListener("final", ({ detail: { save } }) => {
  const form = formThatSaves(save.url);
  if (form && form === current()?.form) form.submit();
});

// Going from question to question

// Leave for what only the server has. Without a connection this page stays. The server itself is
// asked, for a browser may be wrong to think that it is offline.
async function leave(how) {
  status.isHeldBack = saving.seemsCutOff && !(await isServerThere());
  if (!status.isHeldBack) how();
  else sayHowItStands();
}

async function isServerThere() {
  try {
    const signal = AbortSignal.timeout(A_MOMENT);
    return (await fetch(setup.check, { method: "HEAD", signal })).ok;
  } catch {
    return false;
  }
}

async function go(where) {
  const page = pages.get(Number(where));
  if (page) {
    show(page);
    history.pushState({}, "", partsOf(page).form.getAttribute("action"));
    return;
  }
  // The pages that look over the answers, or one that was not handed out, come from the server.
  await saving.settled(PATIENCE, beginning);
  leave(() => location.assign(where === "check" ? setup.check : `${beginning}${where}/`));
}

function show(page) {
  status.isHeldBack = false;
  document.querySelector(".govuk-error-summary")?.remove();
  const { page: before } = current();
  if (before !== page) before.replaceWith(page);
  wake(page);
  document.title = document.title.replace(/^.*(?= – [^–]*$)/, page.dataset.title);
  const heading = page.querySelector("h1");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
  sayHowItStands();
}

window.addEventListener("popstate", () => {
  const number = Number(location.pathname.match(/\/(\d+)\/$/)?.[1]);
  if (pages.has(number)) show(pages.get(number));
  else location.reload();
});

async function submitted(event) {
  const form = event.target;
  const button = event.submitter;
  if (form.matches("[data-submit]")) {
    // A last look whether everything that was answered has arrived.
    event.preventDefault();
    const isSettled = await saving.settled(PATIENCE, beginning);
    const isRefusedForGood = saving.unsettled(beginning).every((save) => save.state === REFUSED);
    const goesWithout = isRefusedForGood && status.isAskedToGoWithout;
    status.isAskedToGoWithout = isRefusedForGood;
    if (isSettled || goesWithout) leave(() => form.submit());
    else sayHowItStands();
    return;
  }
  if (!form.matches(".quiz__page form")) return;
  if (button?.name === "move" && form.querySelector(".steps")) {
    event.preventDefault();
    if (moveStep(form, button)) save(form);
    return;
  }
  // What another button does is the server's to say.
  if (button?.name && button.name !== "to") {
    event.preventDefault();
    // A save that came after the answer was made final would be turned away, and this page with it.
    await save(form);
    const outcome = await saving.outcomeOf(form.dataset.save, A_MOMENT);
    if (outcome !== ANSWERED_SINCE) leave(() => sendWith(form, button));
    return;
  }
  const isLeaving = button?.name === "to";
  if (!isLeaving && isEmpty(form) && !saving.seemsCutOff) return;
  event.preventDefault();
  if (!isLeaving && isEmpty(form)) {
    status.say(form.dataset.nothingGiven, "failed");
    return;
  }
  // Steps that are in order as they stand are an answer too, once somebody says so.
  const { save: url } = form.dataset;
  if (!isLeaving && !status.lastSaved.has(url) && !saving.newestOf(url)) form.dataset.known = "";
  await save(form);
  if (isLeaving) go(button.value);
  else if (await isTaken(form)) go(nextAfter(form));
}

// What turns out to be no answer stays on the screen. The server shows what is wrong with it.
async function isTaken(form) {
  const outcome = await saving.outcomeOf(form.dataset.save, A_MOMENT);
  if (form !== current()?.form) return false; // left with another button in the meantime
  if (outcome === NOT_AN_ANSWER) leave(() => form.submit());
  return outcome !== NOT_AN_ANSWER;
}

document.addEventListener("submit", submitted);

// The second half of a double click would hit the button of the next question.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest(".quiz__page [type=submit]")) event.preventDefault();
});

document.addEventListener("change", ({ target }) => {
  if (target.form?.matches(".quiz__page form")) save(target.form);
});

document.addEventListener("input", ({ target }) => {
  if (!target.form?.matches(".quiz__page form") || !target.matches("textarea, [type=text]")) return;
  sayHowItStands();
  clearTimeout(target.form.typing);
  target.form.typing = setTimeout(() => save(target.form), PAUSE_IN_TYPING);
});

window.addEventListener("pagehide", () => {
  if (current()) save(current().form);
});

window.addEventListener("beforeunload", (event) => {
  if (!saving.isKept && saving.unsaved.length) event.preventDefault();
});

const keptAnswers = await saving.resume();
if (!current()) {
  // The answers on this page were written before those arrived.
  await saving.settled(PATIENCE, beginning);
  if ([...status.lastSaved.keys()].some((url) => url.startsWith(beginning))) location.reload();
} else {
  take(current().page);
  wake(current().page);
}
if (current() && setup.questions) {
  try {
    const response = await fetch(setup.questions);
    const isOurs = response.ok && !response.redirected;
    const others = new DOMParser().parseFromString(isOurs ? await response.text() : "", "text/html");
    for (const page of others.querySelectorAll(".quiz__page")) {
      if (Number(page.dataset.number) !== current().number) take(document.adoptNode(page));
    }
  } catch {
    // Without the others, each page is asked for as it is needed.
  }
}
sayHowItStands();

if (setup.seconds_left !== null) {
  countDown(setup.seconds_left, {
    gettext,
    ngettext,
    interpolate,
    async atTheEnd() {
      if (current()) await save(current().form);
      await saving.settled(setup.grace * 1000, beginning);
      // Until then a save on its way still counts.
      setTimeout(() => leave(() => location.assign(setup.result)), setup.grace * 1000);
    },
  });
}
