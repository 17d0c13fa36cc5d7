import { z } from "zod";
import { import_rows_most } from "../lists.ts";
import { cleanName, cleanPhone, phone_form } from "../people.ts";
import { sortedPageOf, SortedQuery } from "../paging.ts";
import { At, Id, Reason, ShareToken } from "../values.ts";

/** Whom a row of a file makes: a distributor, or a customer of one. */
export const ImportKind = z.enum(["distributor", "customer"]);
export type ImportKind = z.infer<typeof ImportKind>;

const Phone = z.string().overwrite((text) => cleanPhone(text) ?? "").regex(phone_form);
const Line = z.int().min(1).max(1_000_000);

/**
 * A row of a file of people; `line` is its row there. The inviter or keeper is named by code or phone, and `by_line`
 * says that this phone stands in another row of the same file. `tier` by its name.
 */
export const ImportRow = z.strictObject({
  line: Line,
  kind: ImportKind,
  name: z.string().overwrite(cleanName).max(40),
  phone: Phone,
  remark: z.string().trim().max(200),
  tier: z.string().trim().max(20).optional(),
  by_code: z.string().trim().max(20).optional(),
  by_phone: Phone.optional(),
  by_line: Line.optional(),
});
export type ImportRow = z.infer<typeof ImportRow>;

const rows = z.array(ImportRow).min(1).max(import_rows_most);
/** Made once when the file is chosen; all its portions carry it. */
const ImportFile = z.strictObject({ id: Id, name: z.string().trim().min(1).max(100) });

/** check_import(shop, rows): nothing is written. `file` is only what phones are sealed for. */
export const CheckImport = z.strictObject({ file: ImportFile, rows });
export type CheckImport = z.infer<typeof CheckImport>;

/** import_people(shop, file, rows, reason, idempotency_key): a portion of a file. */
export const ImportPeople = z.strictObject({ file: ImportFile, rows, reason: Reason });
export type ImportPeople = z.infer<typeof ImportPeople>;

/** taken: it takes effect at once · waiting: until he comes · unchanged: it is so already · refused */
export const ImportOutcome = z.enum(["taken", "waiting", "unchanged", "refused"]);
export type ImportOutcome = z.infer<typeof ImportOutcome>;

const ImportLine = z.object({
  line: Line,
  outcome: ImportOutcome,
  /** The column that is wrong: kind, phone, name, remark, tier, by. */
  field: z.string().nullable(),
  message: z.string(),
});

/** What importing would do with each row, or did; `token` is the personal link of who is expected. */
export const PeopleReport = z.object({
  items: z.array(ImportLine.extend({ token: ShareToken.nullable().optional() })),
});
export type PeopleReport = z.infer<typeof PeopleReport>;

/** A file that was brought in, with how many of its rows had which outcome. */
export const Import = z.object({
  id: Id,
  file_name: z.string(),
  reason: z.string(),
  by: z.string(),
  created_at: At,
  lines: z.partialRecord(ImportOutcome, z.int().positive()),
});
export type Import = z.infer<typeof Import>;

export const ImportQuery = SortedQuery;

/** list_imports(shop, after, page_size), the newest first. */
export const ImportPage = sortedPageOf(Import);
export type ImportPage = z.infer<typeof ImportPage>;

/** What a row is kept as; one that waited too long is answered as expired. */
export const ImportedState = z.enum(["waiting", "taken", "missed", "withdrawn", "expired"]);
export type ImportedState = z.infer<typeof ImportedState>;

/** How it took effect: he was known when it was imported, by his verified phone, by his own link. */
export const TakenBy = z.enum(["import", "phone", "link"]);
export type TakenBy = z.infer<typeof TakenBy>;

/**
 * A person of a file. `phone` masked, null for who may not see it, or once it is deleted. `distributor` is the inviter or
 * keeper, `expected_line` his row while he is expected himself. `token` and `short_link` lead him in; null once used.
 */
export const Imported = z.object({
  id: Id,
  import_id: Id,
  line: Line,
  kind: ImportKind,
  name: z.string(),
  phone: z.string().nullable(),
  remark: z.string().nullable(),
  tier: z.string().nullable(),
  distributor: z.object({ id: Id, code: z.string(), label: z.string() }).nullable(),
  expected_line: Line.nullable(),
  state: ImportedState,
  /** Why his phone came and nothing took effect, in words. */
  why: z.string().nullable(),
  member_id: Id.nullable(),
  taken_by: TakenBy.nullable(),
  decided_at: At.nullable(),
  /** Why staff withdrew it. */
  reason: z.string().nullable(),
  token: ShareToken.nullable(),
  short_link: z.string().nullable(),
  expires_at: At,
  created_at: At,
});
export type Imported = z.infer<typeof Imported>;

export const ImportedQuery = z.strictObject({
  ...SortedQuery.shape,
  state: ImportedState.optional(),
  kind: ImportKind.optional(),
  import_id: Id.optional(),
  query: z.string().trim().max(40).optional(),
});
export type ImportedQuery = z.infer<typeof ImportedQuery>;

/** list_imported(shop, state, kind, import_id, query, after, page_size) */
export const ImportedPage = sortedPageOf(Imported);
export type ImportedPage = z.infer<typeof ImportedPage>;

export const ExportImportQuery = z.strictObject({
  after: z.coerce.number().pipe(z.int().positive()).optional(),
});

/** export_import(shop, import_id, after, page_size): the report with the links, line by line. */
export const ExportedImport = z.object({
  items: z.array(ImportLine.extend({ person: Imported.nullable() })),
  next: z.int().nullable(),
});
export type ExportedImport = z.infer<typeof ExportedImport>;

export const WithdrawImported = z.strictObject({ reason: Reason });

/** Short links of WeChat for personal links; null where WeChat made none. */
export const MakeShortLinks = z.strictObject({ tokens: z.array(ShareToken).min(1).max(20) });
export const ShortLinks = z.object({
  items: z.array(z.object({
    token: ShareToken,
    kind: ImportKind,
    link: z.string().nullable(),
  })),
});
export type ShortLinks = z.infer<typeof ShortLinks>;
