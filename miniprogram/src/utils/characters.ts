const after = "(?:\\p{M}|[\\u{1F3FB}-\\u{1F3FF}\\u{E0020}-\\u{E007F}])*";
const character = new RegExp(
  `(?:\\p{Regional_Indicator}{2}|[^])${after}(?:\\u200D[^]${after})*`,
  "gu",
);

/** A text in characters as people see them: an accent, a family or a flag is not torn apart. */
export function characters(text: string): string[] {
  return text.match(character) || [];
}
