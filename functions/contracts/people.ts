/**
 * What people type about themselves, made plain: the same rules on the phone, before anything is sent, and in the
 * contracts. Imports nothing, so that the mini program can take this file along.
 */

/** Marks that nobody sees: zero-width and joining ones, writing directions, fillers, controls. */
const unseen =
  /[\p{Cc}\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0]/gu;
const joiner = "\u200D";
/** What a joiner may follow or precede: it makes a family of people, and is nothing elsewhere. */
const picture = /^[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}]$/u;

/** A name as people see it: without marks that nobody sees, and without spaces around it. May be empty. */
export function cleanName(text: string): string {
  // NUL stays: it is refused, as what nobody can keep.
  const seen = text.replace(unseen, (mark) => (mark === joiner || mark === "\0" ? mark : ""));
  const letters = [...seen];
  const joins = (at: number) =>
    picture.test(letters[at - 1] || "") && picture.test(letters[at + 1] || "");
  return letters.filter((letter, at) => letter !== joiner || joins(at)).join("").trim();
}

/** Han characters, in parts that a middle dot joins, as names of many peoples are written. */
const real_name_form = /^(?=.{2,30}$)\p{Script=Han}+(?:·\p{Script=Han}+)*$/u;
const dots = /[•‧∙⋅・･．.]/gu;

/** A real name as WeChat compares it, from however it was typed. Undefined when it is no Chinese name. */
export function cleanRealName(text: string): string | undefined {
  const bare = text.normalize("NFC").replace(unseen, "").replace(/\s/gu, "").replace(dots, "·");
  return real_name_form.test(bare) ? bare : undefined;
}

/** A real name as its owner and nobody else is shown it: "李**". */
export function maskedRealName(name: string): string {
  return `${[...name][0] || ""}**`;
}

/** What stands between digits: spaces of all kinds, dashes, dots, brackets. */
const between = /[\s\p{Pd}.·()（）]/gu;
/** A mobile phone, a landline with its area code, a service number, or one abroad: phones as they are kept. */
export const phone_form = /^(?:1[3-9]\d{9}|0\d{9,11}|(?:400|800)\d{7}|\+(?!86)[1-9]\d{6,14})$/;

/** A phone as it is shown where its owner only has to know it again: "138****8000", "+852****4567". */
export function maskedPhone(phone: string): string {
  const head = phone.startsWith("+") ? 4 : 3;
  const tail = Math.min(4, Math.max(0, phone.length - head - 3)); // of a short one three digits stay hidden
  return `${phone.slice(0, head)}****${phone.slice(phone.length - tail)}`;
}

/**
 * A phone as it is kept, from however it was typed or pasted: "+86 138-1234 5678" → "13812345678",
 * "010-12345678" → "01012345678", "+852 9123 4567" → "+85291234567". Undefined when nobody can be called by it.
 */
export function cleanPhone(text: string): string | undefined {
  const bare = text.normalize("NFKC").replace(unseen, "").replace(between, "").replace(/^00/, "+");
  const phone = bare.replace(/^\+?86(?=1\d{10}$|0\d{9,11}$)/, "");
  return phone_form.test(phone) ? phone : undefined;
}
