export type Query = Record<string, string | number | boolean | null | undefined>;

/** A path with what is asked for behind it; what is empty is not asked for. */
export function withQuery(path: string, query: Query): string {
  const asked = Object.entries(query).filter(([, value]) =>
    value !== undefined && value !== null && value !== ""
  );
  const text = new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString();
  return text ? `${path}?${text}` : path;
}
