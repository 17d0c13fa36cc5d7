/** Where the mall is, as `config.json` beside the page says it. */
export interface Config {
  supabase_url: string;
  publishable_key: string;
  /** The code of the shop that is looked after here. */
  shop: string;
}

let read: Config | undefined;

/** Reads it once, before anything else. */
export async function readConfig(): Promise<Config> {
  const response = await fetch("/dashboard/config.json");
  if (!response.ok) throw new Error("缺少 config.json");
  return read = await response.json() as Config;
}

export function config(): Config {
  if (!read) throw new Error("config.json has not been read yet");
  return read;
}
