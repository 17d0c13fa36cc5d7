/** Where the mall is, as `config.json` beside the page says it. */
export interface Config {
  supabase_url: string;
  publishable_key: string;
  /** The code of the shop that is looked after here: the one chosen last in this browser, else that of the file. */
  shop: string;
  /** The mini program in the browser, where it is served beside the dashboard: shows pages in the making. */
  phone_url?: string;
  /** The WeChat simulator, on a developer's machine: with it the phone there signs in and pays. */
  wechat_url?: string;
}

const chosen = "chosen-shop";
let read: Config | undefined;

/** Reads it once, before anything else. */
export async function readConfig(): Promise<Config> {
  const response = await fetch("/dashboard/config.json");
  if (!response.ok) throw new Error("缺少 config.json");
  const file = await response.json() as Config;
  return read = { ...file, shop: localStorage.getItem(chosen) ?? file.shop };
}

export function config(): Config {
  if (!read) throw new Error("config.json has not been read yet");
  return read;
}

/** From now on this browser looks after another shop; everything begins anew there, at one of its pages. */
export function chooseShop(code: string, page = ""): void {
  localStorage.setItem(chosen, code);
  location.assign(`/dashboard/${page}`);
}
