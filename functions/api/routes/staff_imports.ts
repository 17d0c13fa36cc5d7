import { Hono } from "hono";
import { z } from "zod";
import type { SealedImported } from "@/contracts/server.ts";
import {
  CheckImport,
  ExportedImport,
  ExportImportQuery,
  Imported,
  ImportedPage,
  ImportedQuery,
  ImportPage,
  ImportPeople,
  ImportQuery,
  type ImportRow,
  MakeShortLinks,
  PeopleReport,
  ShortLinks,
  WithdrawImported,
} from "@/contracts/staff/imports.ts";
import type { StaffSession } from "@/contracts/staff/people.ts";
import { Id } from "@/contracts/values.ts";
import { sealRows } from "@/shared/sealed_imports.ts";
import type { Env } from "../context.ts";
import { type Call, endpoint } from "../endpoint.ts";
import { asImported, shortLinks } from "../imported.ts";

type Calling = Pick<Call<undefined, undefined, undefined>, "call" | "services" | "shop">;

/** The rows as SQL takes them; the shop is asked for its id, to which what is sealed is bound. */
async function sealed({ call, services, shop }: Calling, import_id: string, rows: ImportRow[]) {
  const session = JSON.parse(await call("get_staff_session", { shop })) as StaffSession;
  return sealRows(services.sealer, session.shop.id, import_id, rows);
}

export const staffImports = new Hono<Env>()
  .post(
    "/staff/imports/check",
    endpoint({
      summary: "What importing rows of a file of people would do; nothing is written",
      auth: "staff",
      json: CheckImport,
      reply: PeopleReport,
      answer: async ({ asServer, json: { file, rows }, ...calling }) =>
        asServer("check_import", {
          shop: calling.shop,
          rows: await sealed(calling, file.id, rows),
        }),
    }),
  )
  .post(
    "/staff/imports",
    endpoint({
      summary: "Bring in rows of a file of old customers and distributors",
      auth: "staff",
      idempotent: true,
      json: ImportPeople,
      reply: PeopleReport,
      answer: async ({ asServer, json: { file, rows, reason }, idempotency_key, ...calling }) =>
        asServer("import_people", {
          shop: calling.shop,
          file,
          rows: await sealed(calling, file.id, rows),
          reason,
          idempotency_key,
        }),
    }),
  )
  .get(
    "/staff/imports",
    endpoint({
      summary: "The files of people that were brought in",
      auth: "staff",
      query: ImportQuery,
      reply: ImportPage,
      answer: ({ call, shop, query }) => call("list_imports", { shop, ...query }),
    }),
  )
  .get(
    "/staff/imports/:import/lines",
    endpoint({
      summary: "The report of a file with the links, for a file; each page is in the audit log",
      auth: "staff",
      params: z.strictObject({ import: Id }),
      query: ExportImportQuery,
      reply: ExportedImport,
      answer: async ({ call, services: { sealer }, shop, params, query }) => {
        const page = JSON.parse(
          await call("export_import", { shop, import_id: params.import, ...query }),
        ) as { items: { person: SealedImported | null }[]; next: number | null };
        const items = await Promise.all(page.items.map(async ({ person, ...line }) => ({
          ...line,
          person: person && await asImported(sealer, person),
        })));
        return ExportedImport.parse({ ...page, items });
      },
    }),
  )
  .get(
    "/staff/imported",
    endpoint({
      summary: "The people of files: who is expected, who came, who was withdrawn",
      auth: "staff",
      query: ImportedQuery,
      reply: ImportedPage,
      answer: async ({ call, services: { sealer }, shop, query }) => {
        const page = JSON.parse(await call("list_imported", { shop, ...query }));
        const items = page.items as SealedImported[];
        return { ...page, items: await Promise.all(items.map((one) => asImported(sealer, one))) };
      },
    }),
  )
  .post(
    "/staff/imported/:imported/withdrawal",
    endpoint({
      summary: "Expect a person of a file no more; name and phone are deleted",
      auth: "staff",
      idempotent: true,
      params: z.strictObject({ imported: Id }),
      json: WithdrawImported,
      reply: Imported,
      answer: async ({ call, services: { sealer }, shop, params, json, idempotency_key }) =>
        asImported(
          sealer,
          JSON.parse(
            await call("withdraw_imported", {
              shop,
              imported_id: params.imported,
              ...json,
              idempotency_key,
            }),
          ),
        ),
    }),
  )
  .post(
    "/staff/imported/short-links",
    endpoint({
      summary: "Short links of WeChat for people who are expected, good for 30 days",
      auth: "staff",
      json: MakeShortLinks,
      reply: ShortLinks,
      answer: ({ json, ...calling }) => shortLinks(calling, json.tokens),
    }),
  );
