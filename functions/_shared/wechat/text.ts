const never_sent = /[\p{Cc}\p{Cs}\u200D\uFE00-\uFE0F]/gu;

/**
 * A text for people, made fit for WeChat: only characters of one to three bytes in UTF-8 (no emoji), no control
 * characters, runs of blanks as one, at most `limit` characters. May come out empty. The same text always gives
 * the same result, so a repeated request keeps its parameters.
 */
export function cleanText(text: string, limit: number): string {
  const kept = Array.from(text).filter((character) => character.codePointAt(0)! <= 0xffff).join("");
  const clean = kept.replace(/\s+/g, " ").replace(never_sent, "").replace(/ +/g, " ").trim();
  return clean.slice(0, limit).trim();
}

/** Whether WeChat takes this text as it stands: 1 to `limit` characters of one to three bytes, none a control character. */
export function isSendable(text: string, limit: number): boolean {
  return text.length >= 1 && text.length <= limit &&
    !/[\p{Cc}\p{Cs}\u{10000}-\u{10FFFF}]/u.test(text);
}
