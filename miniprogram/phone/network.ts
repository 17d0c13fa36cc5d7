import { Listeners } from "./wx/api.ts";

/** How this phone is connected; the strip and the browser change it. */
export type Condition = "wifi" | "slow" | "none";

const SLOW_MS = 2000;
const KEY = "qingteng.phone.network";

let condition: Condition = (sessionStorage.getItem(KEY) as Condition | null) ?? "wifi";

/** Tells of every change, with what a program gets to know of it. */
export const network_changes = new Listeners<{ isConnected: boolean; networkType: string }>();

export const networkCondition = () => condition;

export function setNetwork(given: Condition): void {
  condition = given;
  sessionStorage.setItem(KEY, given);
  tell();
}

export const isConnected = () => condition !== "none" && navigator.onLine;

/** `wifi`, `2g` or `none`, in WeChat's words. */
export function networkType(): string {
  if (!isConnected()) return "none";
  return condition === "slow" ? "2g" : "wifi";
}

/** Waits as long as this network needs, and fails when there is none. */
export async function crossNetwork(signal?: AbortSignal): Promise<void> {
  if (condition === "slow") await pause(SLOW_MS, signal);
  if (!isConnected()) throw new Error("net::ERR_INTERNET_DISCONNECTED");
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

function tell(): void {
  network_changes.tell({ isConnected: isConnected(), networkType: networkType() });
}

addEventListener("online", tell);
addEventListener("offline", tell);
