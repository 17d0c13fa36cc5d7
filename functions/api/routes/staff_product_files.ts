import { Hono } from "hono";
import { type ErrorCode, errors } from "@/contracts/error_texts.ts";
import {
  ExportedPage,
  ExportQuery,
  ImportProducts,
  ImportReport,
} from "@/contracts/staff/product_files.ts";
import type { Env } from "../context.ts";
import { endpoint } from "../endpoint.ts";

export const staffProductFiles = new Hono<Env>()
  .get(
    "/staff/products/export",
    endpoint({
      summary: "Products with their SKUs for a file, page by page; each page is in the audit log",
      auth: "staff",
      query: ExportQuery,
      reply: ExportedPage,
      answer: ({ call, shop, query }) => call("export_products", { shop, ...query }),
    }),
  )
  .post(
    "/staff/products/import",
    endpoint({
      summary:
        "Up to 50 products of a file, each by itself: what the file leaves out stays as it is",
      auth: "staff",
      idempotent: true,
      json: ImportProducts,
      reply: ImportReport,
      answer: async ({ call, shop, json, idempotency_key }) =>
        inWords(await call("import_products", { shop, ...json, idempotency_key })),
    }),
  );

interface Problem {
  code: ErrorCode;
  message: string | null;
}

/** The JSON text of a report, with words for each refusal. */
function inWords(text: string): string {
  const { items } = JSON.parse(text) as { items: { problem: Problem | null }[] };
  return JSON.stringify({
    items: items.map(({ problem, ...item }) => ({
      ...item,
      problem: problem && { ...problem, message: problem.message ?? errors[problem.code].text },
    })),
  });
}
