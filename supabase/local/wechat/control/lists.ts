/** What can be listed. */
export const lists = [
  "users",
  "prepays",
  "payments",
  "refunds",
  "transfers",
  "shipments",
  "notifications",
  "pushes",
  "short_links",
  "message_templates",
  "subscriptions",
  "arrived_messages",
] as const;

/** The newest rows whose fields are as the query says; `limit` is 100 unless given. */
export function newest(rows: Iterable<object>, query: Record<string, string>): object[] {
  const { limit, ...wanted } = query;
  const fits = (row: object) => {
    const fields = { ...(row as { facts?: object }).facts, ...row } as Record<string, unknown>;
    return Object.entries(wanted).every(([name, value]) => String(fields[name]) === value);
  };
  return [...rows].filter(fits).reverse().slice(0, Number(limit ?? 100));
}
