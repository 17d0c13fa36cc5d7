/** Whose phone this is, and what of it outlives a reload. */

/** config.json, as the local stack serves it beside the page. */
export interface Config {
  supabase_url: string;
  publishable_key: string;
  wechat_url: string;
}

export interface Person {
  openid: string;
  appid: string;
  nickname: string;
}

/** What was handed on from some phone of this browser: whoever comes next can open it. */
export interface Shared {
  kind: "friend" | "moments" | "words";
  title: string;
  path: string;
  image: string;
  by: Person;
}

export interface Device {
  config: Config;
  shop: string;
  /** Of the shop's mini program; null where the shop has none yet. */
  appid: string | null;
  person: Person;
}

let device: Device;

export function setDevice(given: Device): void {
  device = given;
}

export const thisDevice = () => device;

const PREFIX = "qingteng.phone.";

/** Things that all windows of this browser know: the last share, the last picture in the album. */
export const shared_memory = {
  get<T>(name: string): T | null {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : JSON.parse(text);
  },
  set(name: string, value: unknown): void {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    for (const listener of listeners) listener(name);
  },
};

const listeners = new Set<(name: string) => void>();

/** Calls back when something in shared memory changed, in this window or another. */
export function onSharedMemory(listener: (name: string) => void): void {
  listeners.add(listener);
  addEventListener("storage", ({ key }) => {
    if (key?.startsWith(PREFIX)) listener(key.slice(PREFIX.length));
  });
}
