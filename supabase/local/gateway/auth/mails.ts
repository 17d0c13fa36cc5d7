import type { Sql } from "../database.ts";
import { type FetchHandler, json } from "../http.ts";

/** A mail that hosted Supabase would send. */
export interface Mail {
  to: string;
  subject: string;
  link: string;
  sent_at: Date;
}

/** Mails that are kept for reading. */
const MOST = 100;

/** Puts a mail where a developer reads it; nothing leaves this machine. */
export async function sendMail(sql: Sql, { to, subject, link, sent_at }: Mail): Promise<void> {
  await sql`
    insert into auth.local_mails (recipient, subject, link, sent_at)
    values (${to}, ${subject}, ${link}, ${sent_at})`;
  await sql`
    delete from auth.local_mails where id <= (select max(id) - ${MOST} from auth.local_mails)`;
}

/** `GET /_control/mails`: what was sent, the newest first; `?to=` names whose. */
export function mailsHandler(sql: Sql): FetchHandler {
  return async (request) => {
    if (request.method !== "GET") return json({ error: "method not allowed" }, 405);
    const to = new URL(request.url).searchParams.get("to");
    const mails = await sql<Mail[]>`
      select recipient as to, subject, link, sent_at from auth.local_mails
      where ${to}::text is null or recipient = ${to} order by id desc`;
    return json({ mails });
  };
}
