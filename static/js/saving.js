// Sends answers, in the order in which they were given, until the server says that they are saved.
//
// An answer is written down here before it is sent, and crossed out when it was acknowledged. It
// carries a key of its own, so that sending it again is the same save. Of each question at most
// one save is under way; a newer answer waits for it, and then follows it.

const PATIENCE = 15_000;
const LONGEST_PAUSE = 8_000;
const MOST_KEPT_ALIVE = 60_000; // bytes: a browser refuses to finish more for a page that was left
// What every reply of ours to a save carries, by its status.
const CARRIES = {
  200: "event",
  202: "unclaimed",
  409: "told",
  410: "result",
  422: "message",
  423: "message",
};

// What has become of a save that waits.
export const WAITING = "waiting"; // to be sent, or sent again
export const SIGNED_OUT = "signed out"; // the server keeps it unclaimed until its owner is back
export const ANSWERED_SINCE = "answered since"; // for the person to decide
export const NOT_AN_ANSWER = "not an answer"; // for the person to put right: `message` says what
export const REFUSED = "refused"; // until the page is loaded again

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// A save: {id, url, fields: [[name, value]…], after, token, givenAt, state, message, isTried}.
// Tells of: "saved", "answered-since", "closed", "final" (each with {save, reply}), "change".
export class Saving extends EventTarget {
  #unsent;
  #saves = [];
  #isSending = false;
  #pause = 0;
  #timer = null;
  #isCutOff = false;
  #givenAt = 0;
  #isWritable = true;

  constructor(unsent) {
    super();
    this.#unsent = unsent;
    window.addEventListener("online", () => this.hurry());
    window.addEventListener("pageshow", () => this.hurry());
    document.addEventListener("visibilitychange", () => this.hurry());
  }

  // Take up what waited in this browser, from this page or from another.
  async resume() {
    const kept = await this.#unsent.all();
    this.#saves = kept.map((save) => ({ ...save, state: WAITING }));
    this.hurry();
    return this.#saves;
  }

  // Whether what waits outlives this page.
  get isKept() {
    return this.#unsent.isKept && this.#isWritable;
  }

  get isCutOff() {
    return this.#isCutOff;
  }

  // A browser may be wrong to think that it is offline.
  get seemsCutOff() {
    return this.#isCutOff || !navigator.onLine;
  }

  get waiting() {
    return this.#saves.filter((save) => save.state === WAITING);
  }

  // Those that the server has not, whatever the reason.
  get unsaved() {
    return this.#saves.filter((save) => save.state !== ANSWERED_SINCE);
  }

  // All that the server has not taken, of the addresses that begin so.
  unsettled(beginning) {
    return this.#saves.filter((save) => save.url.startsWith(beginning));
  }

  // The newest answer to a question, while the server has not taken it.
  newestOf(url) {
    return this.#saves.findLast((save) => save.url === url);
  }

  // Write an answer down, and send it. One that was never sent, or waits for the person or the log-in,
  // gives way to the newer one.
  async add({ url, fields, after, token }) {
    this.#givenAt = Math.max(this.#givenAt + 1, Date.now());
    const save = { id: newKey(), url, fields, after, token, givenAt: this.#givenAt, state: WAITING };
    const before = this.newestOf(url);
    if (before && (before.state !== WAITING || !before.isTried)) {
      if (before.state === SIGNED_OUT) save.id = before.id;
      await this.#replace(before, save);
    } else {
      this.#saves.push(save);
      await this.#writeDown(save);
    }
    this.hurry();
  }

  // Try now, whatever pause is under way.
  hurry() {
    clearTimeout(this.#timer);
    this.#pause = 0;
    this.#send();
  }

  // Whether, within so many milliseconds, nothing is left to send of the addresses that begin so.
  async settled(within, beginning) {
    this.hurry();
    const left = () => this.unsettled(beginning);
    await this.#until(() => !left().some((save) => save.state === WAITING), within);
    return !left().length;
  }

  // What has become, within so many milliseconds, of the newest answer to a question. Nothing if it
  // is saved. Without a connection there is nothing to wait for.
  async outcomeOf(url, within) {
    await this.#until(() => this.isCutOff || this.newestOf(url)?.state !== WAITING, within);
    return this.newestOf(url)?.state;
  }

  async #until(isSo, within) {
    const end = Date.now() + within;
    while (!isSo() && Date.now() < end) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, end - Date.now());
        this.addEventListener("change", () => resolve(clearTimeout(timer)), { once: true });
      });
    }
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    try {
      for (let [save] = this.waiting; save; [save] = this.waiting) {
        const reply = await this.#sent(save);
        this.#isCutOff = !reply;
        if (!reply) {
          this.#pause = Math.min(this.#pause * 2 || 500, LONGEST_PAUSE);
          const pause = this.#pause * (0.75 + Math.random() / 2);
          this.#timer = setTimeout(() => this.#send(), pause);
          break;
        }
        this.#pause = 0;
        await this.#settle(save, reply);
        this.#tell("change");
      }
    } finally {
      this.#isSending = false;
      this.#tell("change");
    }
  }

  // The reply, or nothing where there was none that settles it.
  async #sent(save) {
    if (!save.isTried) {
      save.isTried = true;
      this.#tell("change");
      // From here on the server may have it, so that it no longer gives way to another.
      await this.#writeDown(save);
    }
    const body = new URLSearchParams(save.fields);
    body.set("idempotency_key", save.id);
    body.set("after", save.after);
    body.set("token", save.token);
    try {
      const response = await fetch(save.url, {
        method: "POST",
        body,
        signal: AbortSignal.timeout(PATIENCE),
        keepalive: body.toString().length < MOST_KEPT_ALIVE,
        redirect: "error",
      });
      const { status } = response;
      if (status >= 500 || status === 429 || status === 408) return null;
      const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
      const said = isJson ? await response.json() : {};
      if (CARRIES[status] in said) return { status, ...said };
      // The page of a Wi-Fi log-in or of works on the site is no reply; a refusal is one, whoever's.
      return status < 400 ? null : {};
    } catch {
      return null;
    }
  }

  async #settle(save, reply) {
    const next = this.#saves.find((other) => other.url === save.url && other !== save);
    if (reply.status === 200) {
      // Told before anything is waited for: what is given from now on follows this save.
      this.#tell("saved", { save, reply });
      // What was answered after it follows it. Written first, so that a crash repeats this save.
      if (next) {
        next.after = reply.event;
        await this.#writeDown(next);
      }
      await this.#crossOut(save);
    } else if (reply.status === 410) {
      await this.#crossOut(save);
      this.#tell("closed", { save, reply });
    } else if (reply.status === 423) {
      await this.#crossOut(save);
      this.#tell("final", { save, reply });
    } else if (next) {
      // It is the newer one that goes on waiting, for the log-in in the place of this one.
      if (reply.status === 202) await this.#replace(save, next, { id: save.id });
      else await this.#crossOut(save);
    } else if (reply.status === 409) {
      save.state = ANSWERED_SINCE;
      this.#tell("answered-since", { save, reply });
    } else if (reply.status === 422) {
      save.state = NOT_AN_ANSWER;
      save.message = reply.message;
    } else if (reply.status === 202) {
      save.state = SIGNED_OUT;
    } else {
      save.state = REFUSED;
    }
  }

  // The newer one is on disk before the older one goes.
  async #replace(older, newer, { id = newer.id } = {}) {
    const spare = newer.id;
    newer.id = id;
    this.#saves = this.#saves.filter((save) => save !== newer);
    this.#saves = this.#saves.map((save) => (save === older ? newer : save));
    await this.#writeDown(newer);
    for (const other of [older.id, spare]) if (other !== id) await this.#forget(other);
  }

  async #crossOut(save) {
    this.#saves = this.#saves.filter((other) => other !== save);
    await this.#forget(save.id);
  }

  // A full disk is no reason not to send.
  async #writeDown({ state, ...save }) {
    try {
      await this.#unsent.put(save);
    } catch {
      this.#isWritable = false;
    }
  }

  async #forget(id) {
    try {
      await this.#unsent.remove(id);
    } catch {
      // Sent again by a later page, it is the same save.
    }
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
