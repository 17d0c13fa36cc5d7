/** What opens an invitation: 32 random bytes, made here; the mall keeps only their hash. */
export function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** SHA-256 in hex, as the mall keeps it. */
export async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The link that is sent to the invited person. */
export function linkOf(origin: string, shop: string, token: string): string {
  return `${origin}/dashboard/invitation?${new URLSearchParams({ shop, token })}`;
}

/** The same in a mail, for the inviter's own mail program. */
export function mailOf(to: string, shop: string, link: string): string {
  const subject = `邀请你加入${shop}`;
  const body = [
    `你好，${shop}邀请你加入商家后台。`,
    "",
    "请在 7 天内打开下面的链接，设置密码后加入：",
    link,
    "",
    "链接只能用一次，请不要转发。",
  ].join("\r\n");
  const said = `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  return `mailto:${encodeURIComponent(to)}?${said}`;
}
