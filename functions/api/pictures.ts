import { envUrl, optionalEnv } from "@/shared/env.ts";

/** Where pictures of this project's own Storage stand, below whatever address the project has today. */
const public_path = "/storage/v1/object/public/";

/**
 * JSON text with whole addresses of our own pictures. The database keeps paths, so that a project may move to
 * another domain, or to another port of this machine.
 */
export function withPictureAddresses(text: string): string {
  const base = baseUrl();
  if (base === null || !text.includes(public_path)) return text;
  return text.replaceAll(`"${public_path}`, `"${base}${public_path}`);
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
