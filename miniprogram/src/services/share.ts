import type { Click, Share, ShareChannel, SharePage } from "@/contracts/shares.ts";
import { type ApiError, post, send } from "./request";
import { asAnybody, forgetVisitor, onSession } from "./session";

/** Pages that a share leads to. */
const share_pages: Record<SharePage, string> = {
  home: "/pages/home/home",
  category: "/pages/category/category",
  product: "/packages/goods/detail/detail",
  invite: "/packages/distribution/recruit/recruit",
};

const kept_key = "opened_share";
const token_form = /^[0-9A-Za-z]{6,24}$/;

interface Entry {
  query?: Record<string, string | undefined> | undefined;
  scene?: number | undefined;
}

interface Opened {
  token: string;
  scene: number | null;
}

let delivering = false;

/** The token an entry brings: `s` in a shared card or Moments, `scene` in a mini program code. */
export function tokenOf(query: Entry["query"]): string | undefined {
  const { s, scene } = query ?? {};
  const token = s || scene || "";
  return token_form.test(token) ? token : undefined;
}

/**
 * Notes that somebody came by a share. It is kept until the server has it, so that neither a bad network nor a
 * later sign-in loses who brought him.
 */
export function captureEntry({ query, scene }: Entry): void {
  const token = tokenOf(query);
  if (token) wx.setStorageSync(kept_key, { token, scene: scene ?? null });
  void deliver();
}

/** One at a time, so that nothing is told twice; what is opened meanwhile follows. */
async function deliver(): Promise<void> {
  if (delivering) return;
  delivering = true;
  try {
    for (let opened = kept(), last = ""; opened && opened.token !== last; opened = kept()) {
      last = opened.token;
      if (await isSettled(opened)) forget(opened);
    }
  } finally {
    delivering = false;
  }
}

/**
 * Whether the server has it, or will never take it. A click of a member may bind him at once; a visitor's is adopted
 * when he signs in.
 */
async function isSettled({ token, scene }: Opened): Promise<boolean> {
  const body = { share: token, ...(scene === null ? {} : { scene }) };
  try {
    await asAnybody(
      () => post<Click>("/clicks", body),
      (visitor) => send<Click>({ method: "POST", path: "/clicks", body }, visitor),
    );
    return true;
  } catch (error) {
    const { code } = error as ApiError;
    if (code === "TOKEN_INVALID") forgetVisitor();
    return code === "SHARE_NOT_FOUND";
  }
}

function kept(): Opened | undefined {
  return wx.getStorageSync<Opened | "">(kept_key) || undefined;
}

/** What was opened meanwhile stays. */
function forget({ token }: Opened): void {
  if (kept()?.token === token) wx.removeStorageSync(kept_key);
}

onSession(() => void deliver());
wx.onNetworkStatusChange(({ isConnected }) => {
  if (isConnected) void deliver();
});

/** What is handed on: the path of the page with the sharer's token in it. */
export async function createShare(
  page: Exclude<SharePage, "invite">,
  channel: ShareChannel,
  product?: string,
): Promise<{ token: string; path: string }> {
  const { token } = await post<Share>("/shares", {
    page,
    channel,
    ...(product ? { product } : {}),
  });
  return { token, path: sharePath(page, token, product) };
}

export function sharePath(page: SharePage, token: string, product?: string): string {
  return `${share_pages[page]}?s=${token}${product ? `&id=${product}` : ""}`;
}
