/** What may hide a semicolon: comments, strings, quoted names and dollar-quoted bodies, each matched whole. */
const OPAQUE = [
  /--[^\n]*/y,
  /'(?:[^']|'')*'/y,
  /"(?:[^"]|"")*"/y,
  /\$([A-Za-z_]\w*)?\$[\s\S]*?\$\1\$/y,
];
const ESCAPE_STRING = /e'(?:[^'\\]|''|\\[\s\S])*'/iy;
const WORD = /[A-Za-z_][\w$]*/y;
const ATOMIC_BODY = /begin\s+atomic\b/iy;

/**
 * Splits a migration into its statements as the Supabase CLI records them: trimmed, without the semicolon,
 * comments staying with the statement that follows. Bodies of `begin atomic … end` stay whole.
 */
export function sqlStatements(text: string): string[] {
  const statements: string[] = [];
  let start = 0;
  let at = 0;
  let blocks = 0; // open `begin atomic` and `case` inside one
  while (at < text.length) {
    const skipped = opaqueLength(text, at);
    if (skipped) {
      at += skipped;
      continue;
    }
    const word = match(WORD, text, at);
    if (word) {
      if (match(ATOMIC_BODY, text, at)) blocks++;
      else if (blocks && /^case$/i.test(word)) blocks++;
      else if (blocks && /^end$/i.test(word)) blocks--;
      at += word.length;
      continue;
    }
    if (text[at] === ";" && blocks === 0) {
      statements.push(text.slice(start, at).trim());
      start = at + 1;
    }
    at++;
  }
  statements.push(text.slice(start).trim());
  return statements.filter((statement) => hasCode(statement));
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function opaqueLength(text: string, at: number): number {
  if (text.startsWith("/*", at)) return blockCommentLength(text, at);
  for (const pattern of [ESCAPE_STRING, ...OPAQUE]) {
    const found = match(pattern, text, at);
    if (found) return found.length;
  }
  return 0;
}

/** Block comments nest in Postgres. */
function blockCommentLength(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text.startsWith("/*", at)) (depth++, at++);
    else if (text.startsWith("*/", at)) {
      at++;
      if (--depth === 0) return at + 1 - start;
    }
  }
  return text.length - start;
}

/** Whether a piece holds more than comments and white space. */
function hasCode(statement: string): boolean {
  for (let at = 0; at < statement.length;) {
    if (/\s/.test(statement[at]!)) at++;
    else if (statement.startsWith("--", at) || statement.startsWith("/*", at)) {
      at += opaqueLength(statement, at);
    } else return true;
  }
  return false;
}
