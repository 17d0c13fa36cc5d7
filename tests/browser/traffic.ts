import type { Page } from "playwright-core";

/** One file that came over the network, with what it weighed on its way. */
export interface Fetched {
  path: string;
  bytes: number;
}

/** Notes what a page fetches of the network and not of the browser's own store, while something is done. */
export async function fetchedDuring(page: Page, work: () => Promise<void>): Promise<Fetched[]> {
  const wire = await page.context().newCDPSession(page);
  const open = new Map<string, string>();
  const fetched: Fetched[] = [];
  wire.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith("http")) open.set(requestId, new URL(request.url).pathname);
  });
  wire.on("Network.requestServedFromCache", ({ requestId }) => open.delete(requestId));
  wire.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.fromDiskCache || response.fromPrefetchCache) open.delete(requestId);
  });
  wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const path = open.get(requestId);
    if (path !== undefined) fetched.push({ path, bytes: encodedDataLength });
    open.delete(requestId);
  });
  await wire.send("Network.enable");
  await work();
  await page.waitForLoadState("networkidle");
  await wire.detach();
  return fetched;
}

/** Those below a face's folder, without what stands beside its program. */
export const ofFace = (fetched: readonly Fetched[], face: "phone" | "dashboard"): Fetched[] =>
  fetched.filter(({ path }) => path.startsWith(`/${face}/`));

export const kilobytes = (fetched: readonly Fetched[]): number =>
  Math.round(fetched.reduce((sum, { bytes }) => sum + bytes, 0) / 1000);
