import type { Click } from "@/contracts/shares.ts";
import { now } from "../utils/clock";
import { newId } from "../utils/id";
import type { ApiError } from "./errors";
import { post } from "./request";
import { send } from "./send";
import { asAnybody, forgetVisitor, onSession } from "./session";
import { tokenOf } from "./share";

/** A share that was opened here and of which the server does not know yet. */
interface Opening {
  id: string;
  token: string;
  scene: number;
  opened_at: number;
}

const kept_key = "opened_shares";
/** Older ones count for nobody any more, and so many at most are kept: the newest decide. */
const kept_ms = 30 * 24 * 3_600_000;
const most_kept = 20;
/** The server will never take these, however often it is told. */
const hopeless = new Set(["SHARE_NOT_FOUND", "INVALID_REQUEST"]);

let telling = false;

/**
 * Notes that somebody came by a share; for the `onLoad` of every page that a share leads to. WeChat opens the page
 * anew for each card or code, the same one too, and not when somebody only comes back: App.onShow says the old way
 * in again and again. Each opening is kept until the server has it, so that neither a bad network nor a later
 * sign-in loses the sharer.
 */
export function noteOpening(query: Record<string, string | undefined>): void {
  const token = tokenOf(query);
  if (!token) return;
  const { scene } = wx.getEnterOptionsSync();
  keep([...kept(), { id: newId(), token, scene, opened_at: now() }].slice(-most_kept));
  void tellOpenings();
}

/** Tells the server of all that is kept, one after the other in their order, and each once. */
export async function tellOpenings(): Promise<void> {
  if (telling) return;
  telling = true;
  try {
    for (let opening = kept()[0]; opening; opening = kept()[0]) {
      if (!await isSettled(opening)) return;
      const { id } = opening;
      keep(kept().filter((one) => one.id !== id));
    }
  } finally {
    telling = false;
  }
}

/**
 * Whether the server has it, or will never take it. A member's click may bind the member at once; a visitor's is
 * adopted at sign-in.
 */
async function isSettled({ token, scene }: Opening): Promise<boolean> {
  const body = { share: token, scene };
  try {
    await asAnybody(
      () => post<Click>("/clicks", body),
      (visitor) => send<Click>({ method: "POST", path: "/clicks", body }, visitor),
    );
    return true;
  } catch (error) {
    const { code } = error as ApiError;
    if (code === "TOKEN_INVALID") forgetVisitor();
    return hopeless.has(code);
  }
}

function kept(): Opening[] {
  const openings = wx.getStorageSync<Opening[] | "">(kept_key) || [];
  return openings.filter(({ opened_at }) => now() - opened_at < kept_ms);
}

function keep(openings: Opening[]): void {
  if (openings.length > 0) wx.setStorageSync(kept_key, openings);
  else wx.removeStorageSync(kept_key);
}

onSession(() => void tellOpenings());
wx.onNetworkStatusChange(({ isConnected }) => {
  if (isConnected) void tellOpenings();
});
