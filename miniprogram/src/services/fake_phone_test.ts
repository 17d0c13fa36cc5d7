/** A phone for tests without a browser: `wx` with a store and a shop that answers as told. Import it first. */

export interface Sent {
  method: string;
  path: string;
  token: string;
  key: string;
  header: Record<string, string>;
  // deno-lint-ignore no-explicit-any -- what a test looks at
  body: any;
}

export type Reply = { status: number; data?: unknown; header?: Record<string, string> } | "offline";

interface Request {
  url: string;
  method: string;
  header: Record<string, string>;
  data?: unknown;
  success(reply: { statusCode: number; data: unknown; header: Record<string, string> }): void;
  fail(): void;
}

export const phone = {
  store: new Map<string, unknown>(),
  sent: [] as Sent[],
  /** What the shop answers next, in turn; when there is none, what `answer` says. */
  replies: [] as (Reply | Promise<Reply>)[],
  answer: (_sent: Sent): Reply | Promise<Reply> => ({ status: 200, data: {} }),
  logins: 0,
  /** Who signs in with WeChat here. */
  member: { id: "m", shop: "tea", cart_count: 0, nickname: "青禾", distributor: null as unknown },
  /** How long a new session lasts, in seconds. */
  session_s: 3600,
  scene: 1001,
  /** What setData carried to the screen, one change after the other. */
  carried: [] as Record<string, unknown>[],
  /** What the pages did: toasts, pages opened, menus shown. */
  done: [] as string[],
  /** What somebody taps in a dialog. */
  confirms: true,
  /** Whether a page opens. */
  opens: true,

  begin(...replies: (Reply | Promise<Reply>)[]) {
    phone.sent.length = 0;
    phone.done.length = 0;
    phone.carried.length = 0;
    phone.replies = replies;
    phone.answer = () => ({ status: 200, data: {} });
  },
  paths: () => phone.sent.map(({ method, path }) => `${method} ${path}`),
};

export const refused = (status: number, code: string): Reply => ({
  status,
  data: { error: { code, message: "说明", details: { field: "x" }, request_id: "r1" } },
});

/** The time of the shop, by this machine's clock unless a test moves it. */
export const shop_clock = { offset_ms: 0 };

function session(): Reply {
  const expires_at = new Date(Date.now() + shop_clock.offset_ms + phone.session_s * 1000);
  const { member } = phone;
  const token = `token-${phone.logins}`;
  return {
    status: 201,
    data: { token, expires_at: expires_at.toISOString(), is_new: false, member },
  };
}

/** Comes true before anything else goes on; fails when it does not come. */
export async function until(met: () => boolean): Promise<void> {
  for (let tries = 0; !met(); tries++) {
    if (tries > 400) throw new Error("it did not come");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function request({ url, method, header, data, success, fail }: Request) {
  const path = url.replace("https://api/shops/tea", "");
  const token = (header["authorization"] ?? "").replace("Bearer ", "");
  const one: Sent = {
    method,
    path,
    token,
    key: header["idempotency-key"] ?? "",
    header,
    body: data,
  };
  phone.sent.push(one);
  const told = path === "/sessions" ? session() : phone.replies.shift() ?? phone.answer(one);
  const reply = await told;
  await new Promise((resolve) => setTimeout(resolve));
  if (reply === "offline") return fail();
  const time = String(Date.now() + shop_clock.offset_ms);
  success({
    statusCode: reply.status,
    data: reply.data,
    header: { "X-Server-Time": time, ...reply.header },
  });
}

const did = (what: string) => {
  phone.done.push(what);
  return Promise.resolve({});
};
const opening = (what: string) => ({ url }: { url: string }) =>
  phone.opens ? did(`${what} ${url}`) : Promise.reject({ errMsg: `${what}:fail` });

/** The live channel: silent until a test opens it, as one whose server does not answer yet. */
const liveSocket = {
  opened: () => {},
  heard: (_message: { data: string }) => {},
  topic: "",
  onOpen: (opened: () => void) => void (liveSocket.opened = opened),
  onMessage: (heard: typeof liveSocket.heard) => void (liveSocket.heard = heard),
  onError() {},
  onClose() {},
  close() {},
  send({ data }: { data: string }) {
    const { topic, event, ref } = JSON.parse(data);
    if (event !== "phx_join") return;
    liveSocket.topic = topic;
    queueMicrotask(() => say(topic, "phx_reply", { status: "ok", response: {} }, ref));
  },
};
function say(topic: string, event: string, payload: unknown, ref: string | null = null) {
  liveSocket.heard({ data: JSON.stringify({ topic, event, payload, ref }) });
}
/** The channel is joined, and every page that follows is told that it may have missed something. */
export const joinLive = () => liveSocket.opened();
/** Something happened to the member. */
export const tellLive = (message: Record<string, unknown>) =>
  say(liveSocket.topic, "broadcast", { event: message.kind, payload: message });

Object.assign(globalThis, {
  wx: {
    getExtConfigSync: () => ({ apiBase: "https://api", shop: "tea" }),
    getStorageSync: (key: string) => structuredClone(phone.store.get(key)) ?? "",
    setStorageSync: (key: string, value: unknown) =>
      void phone.store.set(key, structuredClone(value)),
    removeStorageSync: (key: string) => void phone.store.delete(key),
    getEnterOptionsSync: () => ({ scene: phone.scene }),
    getDeviceInfo: () => ({ model: "iPhone 14 Pro<iPhone15,2>" }),
    onNetworkStatusChange() {},
    login: () => Promise.resolve({ code: `code-${++phone.logins}` }),
    request: (options: Request) => void request(options),
    connectSocket: () => liveSocket,
    showToast: ({ title }: { title: string }) => did(`toast ${title}`),
    showModal: ({ title }: { title: string }) => {
      phone.done.push(`modal ${title}`);
      return Promise.resolve({ confirm: phone.confirms });
    },
    showShareMenu: ({ menus }: { menus: string[] }) => did(`show ${menus}`),
    hideShareMenu: ({ menus }: { menus?: string[] }) => did(`hide ${menus ?? "all"}`),
    setNavigationBarTitle: () => did("title"),
    setTabBarBadge: ({ text }: { text: string }) => did(`badge ${text}`),
    setTabBarStyle: ({ selectedColor }: { selectedColor: string }) => did(`tab ${selectedColor}`),
    removeTabBarBadge: () => did("no badge"),
    stopPullDownRefresh: () => did("stopped"),
    pageScrollTo: () => did("scrolled"),
    navigateTo: opening("open"),
    redirectTo: opening("turn to"),
    switchTab: opening("tab"),
    navigateBack: () => did("back"),
    requestPayment: () => did("paid in WeChat"),
  },
});

/** For tests of pages: what listens live outlives the page for a while. */
export const loose = { sanitizeOps: false, sanitizeResources: false };

// Pages -------------------------------------------------------------------------------------------

// deno-lint-ignore no-explicit-any -- a page's own members
type AnyPage = any;

let defined: AnyPage;
/** A definition with what its behaviors bring; `parts` are all of them, itself last. */
const merged = (definition: AnyPage): AnyPage => {
  const parts = [...(definition.behaviors ?? []).flatMap((one: AnyPage) => merged(one).parts)];
  parts.push(definition);
  return {
    ...Object.assign({}, ...parts.map(({ methods }) => methods ?? {})),
    ...definition,
    methods: Object.assign({}, ...parts.map(({ methods }) => methods ?? {})),
    data: Object.assign({}, ...parts.map(({ data }) => data ?? {})),
    parts,
  };
};

/** Sets what a path such as `items[20].word` names, in the data of a page. */
function setAt(data: AnyPage, path: string, value: unknown): void {
  const names = path.split(/[.[\]]+/).filter(Boolean);
  const last = names.pop()!;
  const holder = names.reduce((inner, name) => inner[name], data);
  holder[last] = value;
}
Object.assign(globalThis, {
  Page: (definition: AnyPage) => (defined = merged(definition)),
  Component: (definition: AnyPage) => (defined = merged(definition)),
  Behavior: (definition: AnyPage) => definition,
});

/** A page as WeChat makes it: its fields and data copied, `setData` in place. */
export async function openPage(module: string, query: Record<string, string> = {}) {
  defined = undefined;
  await import(`${module}?fresh=${crypto.randomUUID()}`);
  const properties = Object.entries(defined.properties ?? {})
    .map(([name, one]) => [name, query[name] ?? (one as { value: unknown }).value]);
  const page: AnyPage = {
    ...defined,
    ...defined.methods,
    data: structuredClone({ ...defined.data, ...Object.fromEntries(properties) }),
    setData(change: Record<string, unknown>) {
      phone.carried.push(change);
      for (const [path, value] of Object.entries(change)) setAt(page.data, path, value);
    },
    triggerEvent: (name: string, detail: unknown) => void did(`event ${name} ${detail ?? ""}`),
    getOpenerEventChannel: () => ({ emit: (name: string) => void did(`told ${name}`) }),
  };
  for (const { lifetimes } of defined.parts) lifetimes?.attached?.call(page);
  page.onLoad?.(query);
  toFront(page);
  return page;
}

export function toFront(page: AnyPage): void {
  for (const { pageLifetimes } of page.parts) pageLifetimes?.show?.call(page);
  page.onShow?.();
}

/** Another page lies over it. */
export function toBack(page: AnyPage): void {
  for (const { pageLifetimes } of page.parts) pageLifetimes?.hide?.call(page);
  page.onHide?.();
}

export function closePage(page: AnyPage): void {
  page.onUnload?.();
  for (const { lifetimes } of page.parts) lifetimes?.detached?.call(page);
}

/** A tap on something with these data. */
export const tap = (dataset: Record<string, unknown> = {}) => ({ currentTarget: { dataset } });
