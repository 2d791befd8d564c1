// Answers that have not reached the server. They are kept in this browser, through a closed tab and
// a restart, and locked: only pages made for their owner hold the key.

const DATABASE = "cultivate";
const STORE = "unsent";
const COUNT_WITHIN = 3000;

function request(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function opened() {
  const asked = indexedDB.open(DATABASE, 1);
  asked.onupgradeneeded = () => {
    asked.result.createObjectStore(STORE, { keyPath: "id" }).createIndex("owner", "owner");
  };
  return request(asked);
}

// Done only when it is on disk: the transaction is over, not only the request.
function finished(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });
}

async function counted(owner) {
  const database = await opened();
  return request(database.transaction(STORE).objectStore(STORE).index("owner").count(owner));
}

// How many answers of this person wait here. Needs no key. A browser that does not say in time
// counts for none, so that nobody is kept from signing out.
export async function countUnsent(owner) {
  const inTime = new Promise((resolve) => setTimeout(resolve, COUNT_WITHIN, 0));
  try {
    return await Promise.race([counted(owner), inTime]);
  } catch {
    return 0;
  }
}

// Where a browser keeps nothing (a private window, a site without https) this page remembers.
class InMemory {
  isKept = false;
  #saves = new Map();

  async all() {
    return [...this.#saves.values()].map((save) => structuredClone(save));
  }

  async put(save) {
    this.#saves.set(save.id, structuredClone(save));
  }

  async remove(id) {
    this.#saves.delete(id);
  }
}

class Locked {
  isKept = true;
  #database;
  #owner;
  #keys;

  constructor(database, owner, keys) {
    this.#database = database;
    this.#owner = owner;
    this.#keys = keys;
  }

  // What this person's keys open, oldest first.
  async all() {
    const store = this.#database.transaction(STORE).objectStore(STORE);
    const records = await request(store.index("owner").getAll(this.#owner));
    const saves = await Promise.all(records.map((record) => this.#unlocked(record)));
    return saves.filter(Boolean).sort((one, other) => one.givenAt - other.givenAt);
  }

  async put(save) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(save));
    const locked = await crypto.subtle.encrypt(this.#lock(iv, save.id), this.#keys[0], text);
    const transaction = this.#database.transaction(STORE, "readwrite", { durability: "strict" });
    transaction.objectStore(STORE).put({ id: save.id, owner: this.#owner, iv, locked });
    await finished(transaction);
  }

  async remove(id) {
    const transaction = this.#database.transaction(STORE, "readwrite");
    transaction.objectStore(STORE).delete(id);
    await finished(transaction);
  }

  async #unlocked(record) {
    for (const key of this.#keys) {
      try {
        const lock = this.#lock(record.iv, record.id);
        const text = await crypto.subtle.decrypt(lock, key, record.locked);
        return JSON.parse(new TextDecoder().decode(text));
      } catch {
        // Another key of theirs may open it: the site's secret was changed since.
      }
    }
    return null;
  }

  // Bound to its owner and its place, so that a record cannot be passed off as another.
  #lock(iv, id) {
    const additionalData = new TextEncoder().encode(`${this.#owner}/${id}`);
    return { name: "AES-GCM", iv, additionalData };
  }
}

// The answers of this person that wait in this browser. `keys`: AES-256 in base64, newest first.
export async function unsentOf(owner, keys) {
  try {
    const imported = await Promise.all(
      keys.map((key) => {
        const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0));
        return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
      }),
    );
    return new Locked(await opened(), owner, imported);
  } catch {
    return new InMemory();
  }
}
