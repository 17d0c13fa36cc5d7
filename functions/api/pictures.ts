import { envUrl, optionalEnv } from "@/shared/env.ts";

/** Where pictures of this project's own Storage stand, below whatever address the project has today. */
const public_path = "/storage/v1/object/public/";
/** And where this API answers those of members. */
const shops_path = "/functions/v1/api/shops/";

/**
 * JSON text with whole addresses of our own pictures. The database keeps paths, so that a project may move to
 * another domain, or to another port of this machine.
 */
export function withPictureAddresses(text: string): string {
  const base = baseUrl();
  if (base === null) return text;
  return [public_path, shops_path].reduce(
    (whole, path) => whole.includes(path) ? whole.replaceAll(`"${path}`, `"${base}${path}`) : whole,
    text,
  );
}

/** The opposite, for what is to be kept. */
export function withPicturePaths(text: string): string {
  const base = baseUrl();
  if (base === null || !text.includes(base)) return text;
  return text.replaceAll(`"${base}${public_path}`, `"${public_path}`);
}

function baseUrl(): string | null {
  return optionalEnv("MALL_PUBLIC_URL") === undefined ? null : envUrl("MALL_PUBLIC_URL");
}
