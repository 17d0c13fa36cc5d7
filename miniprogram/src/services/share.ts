import type { Share, ShareChannel, SharePage } from "@/contracts/shares.ts";
import { post } from "./request";
import { quietMember } from "./session";

/** Pages that a share leads to. */
export const share_pages: Record<SharePage, string> = {
  home: "/pages/home/home",
  category: "/pages/category/category",
  product: "/packages/goods/detail/detail",
  invite: "/packages/distribution/recruit/recruit",
};

type OwnPage = Exclude<SharePage, "invite">;

const token_form = /^[0-9A-Za-z]{6,24}$/;

/** The token an entry brings: `s` in a shared card or Moments, `scene` in a mini program code. */
export function tokenOf({ s, scene }: Record<string, string | undefined>): string | undefined {
  const token = s || scene || "";
  return token_form.test(token) ? token : undefined;
}

/** The preview code that an entry brings: as long as WeChat lets a scene be, which no token is. */
export function previewOf({ scene = "" }: Record<string, string | undefined>): string | undefined {
  return /^[\w-]{32}$/.test(scene) ? scene : undefined;
}

/** What is handed on: the path of the page with the sharer's token in it. The same thing has the same token. */
export async function createShare(
  page: OwnPage,
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

/** The page's path with what it needs; a token that is not there is left out. */
export function sharePath(page: SharePage, token: string, product?: string): string {
  const query = [token && `s=${token}`, product && `id=${product}`].filter(Boolean).join("&");
  return query ? `${share_pages[page]}?${query}` : share_pages[page];
}

interface Message {
  title: string;
  path: string;
  imageUrl?: string;
}

/**
 * What a page hands on in a chat: WeChat waits three seconds for the promise, so that a fresh phone has signed in
 * and has the sharer's token by then. Without one the plain message goes out; nobody's sharing fails.
 */
export function inChat(
  plain: Message,
  page: OwnPage,
  product?: string,
): Message & { promise: Promise<Message> } {
  const promise = quietMember()
    .then(async (member) => {
      if (!member) return plain;
      return { ...plain, path: (await createShare(page, "chat", product)).path };
    })
    .catch(() => plain);
  return { ...plain, promise };
}

/** As `inChat` for a topic: the sharer's token of the shop leads there too. */
export function topicInChat(title: string, id: string): Message & { promise: Promise<Message> } {
  const path = `/pages/topic/topic?id=${id}`;
  const shop = inChat({ title, path: share_pages.home }, "home");
  const promise = shop.promise.then((message) => {
    const [, query] = message.path.split("?");
    return { title, path: query ? `${path}&${query}` : path };
  });
  return { title, path, promise };
}
