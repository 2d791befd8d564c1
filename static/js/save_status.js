// The line below a question that says whether what was given is saved.
import { asText } from "./answer_form.js";
import { ANSWERED_SINCE, NOT_AN_ANSWER, REFUSED, SIGNED_OUT } from "./saving.js";

const { gettext, ngettext, interpolate } = window.django ?? window;

function numberOf({ url }) {
  return url.match(/\/(\d+)\/save\/$/)[1];
}

function isRefused({ state }) {
  return state === REFUSED;
}

function isForThePerson({ state }) {
  return state === ANSWERED_SINCE || state === NOT_AN_ANSWER;
}

// Of the answers that wait, those whose address begins with `beginning` are of this attempt.
export class SaveStatus {
  lastSaved = new Map(); // by the address that saves a question: "14:02"
  isHeldBack = false; // what was pressed, for want of a connection
  isAskedToGoWithout = false; // what is refused, whenever the page is loaded
  #given = new Set(); // addresses of what was given on this page
  #newest; // "14:02", of whichever question
  #line;
  #saving;
  #beginning;

  constructor(line, saving, beginning) {
    this.#line = line;
    this.#newest = line.dataset.lastSaved;
    this.#saving = saving;
    this.#beginning = beginning;
  }

  given(url) {
    this.#given.add(url);
    this.lastSaved.delete(url);
  }

  saved(url, at) {
    this.lastSaved.set(url, at);
    this.#newest = at;
  }

  // Screen readers hear each change.
  say(text, kind = "plain") {
    this.#line.className = kind === "saved" ? "save-status" : `save-status save-status--${kind}`;
    if (this.#line.textContent !== text) this.#line.textContent = text;
  }

  // `form`: that of the question on the screen, if there is one.
  sayHowItStands(form) {
    const saving = this.#saving;
    const url = form?.dataset.save;
    const shown = saving.newestOf(url);
    const count = saving.waiting.length;
    const refused = saving.unsettled(this.#beginning).find(isRefused);
    const toSettle = saving.unsettled(this.#beginning).find(isForThePerson);
    if (saving.unsaved.some((save) => save.state === SIGNED_OUT)) {
      this.say(gettext("You are signed out. Your answers are kept. Sign in again to add them."), "failed");
      this.#offerToSignIn();
    } else if (refused) {
      const text = this.isAskedToGoWithout
        ? gettext("What you gave for question %s cannot be saved. Open it and give it again, or press the button again to submit without it.")
        : gettext("What you gave for question %s cannot be saved from this page. It is kept. Load the page again.");
      this.say(interpolate(text, [numberOf(refused)]), "failed");
    } else if (shown?.state === NOT_AN_ANSWER) {
      this.say(interpolate(gettext("Not saved yet: %s"), [shown.message]), "failed");
    } else if (this.isHeldBack && saving.seemsCutOff) {
      this.say(gettext("This needs a connection. What you gave stays here: press again once you are back online."), "failed");
    } else if (saving.isCutOff && count) {
      const waiting = ngettext("%s answer waiting", "%s answers waiting", count);
      const cause = navigator.onLine
        ? gettext("The site does not answer: %s. We will keep trying.")
        : gettext("You are offline: %s");
      const kept = saving.isKept ? "" : ` ${gettext("Keep this page open.")}`;
      this.say(interpolate(cause, [interpolate(waiting, [count])]) + kept, "failed");
    } else if (count) {
      this.say(gettext("Saving…"));
    } else if (shown?.state === ANSWERED_SINCE) {
      this.say("");
    } else if (toSettle) {
      const text =
        toSettle.state === NOT_AN_ANSWER
          ? gettext("What you gave for question %s is not saved yet. Open it to see why.")
          : gettext("Question %s was answered somewhere else as well. Open it to say which answer counts.");
      this.say(interpolate(text, [numberOf(toSettle)]), "failed");
    } else if (form && asText(form) !== form.dataset.known) {
      this.say(""); // something is given that is not even written down yet
    } else if (this.lastSaved.get(url)) {
      this.say(interpolate(gettext("Saved %s"), [this.lastSaved.get(url)]), "saved");
    } else if (url && (this.#given.has(url) || !this.#newest)) {
      this.say("");
    } else if (url) {
      this.say(interpolate(gettext("Last saved %s"), [this.#newest]));
    }
  }

  #offerToSignIn() {
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = location.pathname;
    link.textContent = gettext("Sign in");
    this.#line.append(" ", link);
  }
}
