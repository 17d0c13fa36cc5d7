import { pathOf, type Query, queryOf } from "./routes.ts";

/** How somebody came in, as App.onLaunch and onShow get it. */
export interface Entry {
  path: string;
  query: Query;
  scene: number;
  shareTicket: string;
  referrerInfo: { appId?: string; extraData?: object };
}

/** WeChat's numbers of the ways in that this phone knows. */
export const scenes = {
  discover: 1001,
  friend: 1007,
  code: 1047,
  returned: 1038,
  moments: 1155,
  message: 1107,
  single_page: 1154,
} as const;

let launch: Entry;
let latest: Entry;

export function entryOf(url: string, scene: number): Entry {
  return { path: pathOf(url), query: queryOf(url), scene, shareTicket: "", referrerInfo: {} };
}

export function setEntry(entry: Entry): void {
  launch ??= entry;
  latest = entry;
}

export const launchEntry = () => launch;
export const latestEntry = () => latest;
