import type { Person, Shared } from "./device.ts";
import { scenes } from "./pages/entry.ts";

/** What the address of the phone says: `?user=<openid>&page=<path?query>&scene=<number>&shop=<slug>&bare=1&preview=1`. */
export interface Arrival {
  openid: string | null;
  url: string;
  scene: number | null;
  shop: string;
  bare: boolean;
  /** A page in the making is shown, which the window around this one hands over; nobody holds the phone. */
  preview: boolean;
}

const OWN = new Set(["user", "page", "scene_id", "shop", "bare", "preview"]);
const KEY = "qingteng.phone.person";
const DEMO_SHOP = "qingteng";

export function readArrival(): Arrival {
  const given = new URLSearchParams(location.search);
  const scene = given.get("scene_id");
  return {
    openid: given.get("user") ?? sessionStorage.getItem(KEY),
    url: pageOf(given),
    scene: scene === null ? null : Number(scene),
    shop: given.get("shop") ?? DEMO_SHOP,
    bare: given.get("bare") === "1",
    preview: given.get("preview") === "1",
  };
}

/** `page=a/b&id=1` and `page=a/b?id=1` (percent-encoded) are the same. */
function pageOf(given: URLSearchParams): string {
  const page = (given.get("page") ?? "").replace(/^\//, "");
  const more = [...given].filter(([name]) => !OWN.has(name))
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  return more ? `${page}${page.includes("?") ? "&" : "?"}${more}` : page;
}

/** This window stays with its person through reloads; other windows have theirs. */
export function rememberPerson(openid: string): void {
  sessionStorage.setItem(KEY, openid);
}

/** Takes the phone to another person or another page: the program starts anew, as on another phone. */
export function arriveAs(openid: string, url = "", scene?: number): void {
  const here = new URLSearchParams(location.search);
  const query = new URLSearchParams({ user: openid });
  if (url) query.set("page", url.replace(/^\//, ""));
  if (scene !== undefined) query.set("scene_id", String(scene));
  for (const name of ["shop", "bare"]) {
    if (here.has(name)) query.set(name, here.get(name)!);
  }
  const target = `${location.pathname}?${query}`;
  if (target === location.pathname + location.search) location.reload();
  else location.assign(target);
}

/** Opens what somebody shared, as a tap on it in a chat or in Moments would. */
export function openShared({ path, kind }: Shared, { openid }: Person): void {
  arriveAs(openid, path, kind === "moments" ? scenes.moments : scenes.friend);
}

/**
 * Where a mini program code leads: `weixin://<appid>/<page>?scene=…`, or an ordinary path. The program gets the
 * scene still encoded, as from WeChat.
 */
export function openCode(code: string, { openid }: Person): void {
  const match = /^weixin:\/\/[^/]+\/(.*)$/.exec(code.trim());
  arriveAs(openid, match ? match[1]! : code.trim(), scenes.code);
}
