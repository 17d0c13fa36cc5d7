/**
 * One JSON object per line. Secrets and personal data never get into a line:
 * fields are dropped by name, and texts lose what looks like a token, a key or a phone number.
 */
export type LogLevel = "info" | "warn" | "error";
export type LogFields = Record<string, unknown>;
type Writer = (line: string) => void;

const hidden = "[hidden]";
const most_depth = 5;
const longest_text = 2000;

/** A field is hidden when its name contains one of these. */
const hidden_names = new RegExp(
  [
    "token",
    "secret",
    "password",
    "authorization",
    "cookie",
    "apikey",
    "api_key",
    "private",
    "_key$",
    "^key$",
    "jwk",
    "pem",
    "sealed",
    "signature",
    "pay_?sign",
    "session_key",
    "js_code",
    "openid",
    "unionid",
    "phone",
    "mobile",
    "email",
    "contact",
    "address",
    "(user|real|nick|full)_?name",
    "^name$",
    "remark",
    "id_card",
    "prepay_id",
    "package",
    "ciphertext",
    "^body$",
    "^raw$",
    "db_url",
  ].join("|"),
  "i",
);

const hidden_texts: [RegExp, string][] = [
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, hidden],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, hidden],
  [/\bv1\.[\w-]{20,}/g, hidden],
  [/\b(postgres(?:ql)?|https?):\/\/[^\s/@]+@/g, `$1://${hidden}@`],
  [/\b[Bb]earer\s+[\w.~+/-]+=*/g, `Bearer ${hidden}`],
  [
    /([?&](?:secret|access_token|js_code|session_key|appsecret|signature)=)[^&\s"]+/g,
    `$1${hidden}`,
  ],
  [/(?<!\d)(?:\+?86-?)?1[3-9]\d{9}(?!\d)/g, hidden],
  [/[\w.+-]+@[\w-]+\.[\w.]+/g, hidden],
  [/"[^]*" is not valid JSON/, `${hidden} is not valid JSON`],
];

let write: Writer = (line) => {
  // deno-lint-ignore no-console -- the platform collects these lines
  console.log(line);
};

/** Write lines elsewhere (tests, the local console). Returns what undoes it. */
export function writeLogTo(writer: Writer): () => void {
  const before = write;
  write = writer;
  return () => {
    write = before;
  };
}

/** Write one line: time, level, event and its fields. */
export function log(level: LogLevel, event: string, fields: LogFields = {}): void {
  const line = { at: new Date().toISOString(), level, event, ...redactFields(fields, 0) };
  write(JSON.stringify(line));
}

/** A value as it may be written to a log. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Error) return redactError(value, depth);
  if (value === null || typeof value !== "object") return value;
  if (depth >= most_depth) return "[deep]";
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return redactFields(value as LogFields, depth + 1);
}

function redactFields(fields: LogFields, depth: number): LogFields {
  const entries = Object.entries(fields).map(([name, value]) =>
    [name, hidden_names.test(name) ? hidden : redact(value, depth)] as const
  );
  return Object.fromEntries(entries);
}

function redactText(text: string): string {
  let clean = text.slice(0, longest_text);
  for (const [pattern, instead] of hidden_texts) clean = clean.replace(pattern, instead);
  return clean;
}

/** An error's kind, message, place and cause; Postgres adds its sqlstate but never the row or value it complains of. */
function redactError(error: Error, depth: number): LogFields {
  const { code, constraint, where } = error as Error & Record<string, unknown>;
  const message = isAboutData(code) ? error.message.replace(/: ".*/s, "") : error.message;
  const fields: LogFields = { type: error.name, message: redactText(message) };
  if (typeof code === "string") fields.code = code;
  if (typeof constraint === "string") fields.constraint = constraint;
  if (typeof where === "string") fields.where = redactText(functionsOf(where));
  const places = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  if (places.length > 0) fields.stack = redactText(places.slice(0, 7).join("\n"));
  if (error.cause !== undefined && depth < most_depth) {
    fields.cause = redact(error.cause, depth + 1);
  }
  return fields;
}

/** Class 22 of Postgres, data exceptions: the message ends with the value that was given. */
function isAboutData(code: unknown): boolean {
  return typeof code === "string" && /^22[0-9A-Z]{3}$/.test(code);
}

/** Which functions were at work. The other lines of Postgres's context quote what it was given. */
function functionsOf(where: string): string {
  return where.split("\n").filter((line) => /^(PL\/pgSQL|SQL) function /.test(line)).join("\n");
}
