import type { TestClaims, TestDatabase } from "@/tests/support/database.ts";

/** Calls and takes everything back; answers the refusal's code, or "ok". */
export async function refusal(
  db: TestDatabase,
  claims: TestClaims,
  fn: string,
  args: Record<string, unknown>,
): Promise<string> {
  const undo = new Error("undo");
  const login = ["mall_wechat", "mall_jobs"].includes(claims.role) ? claims.role : "mall_api";
  try {
    await db.as(login).begin(async (sql) => {
      await sql`select private.call_as(${JSON.stringify(claims)}::text::jsonb, ${fn},
        ${JSON.stringify(args)}::text::jsonb)`;
      throw undo;
    });
  } catch (error) {
    if (error === undo) return "ok";
    const { code, message } = error as { code: string; message: string };
    return code === "42501" ? "42501" : code?.startsWith("PT") ? message : `${code} ${message}`;
  }
  return "ok";
}
