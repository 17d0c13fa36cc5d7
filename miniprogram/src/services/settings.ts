/** Where the mall is, and whose it is. */
export interface Settings {
  /** Base of the API, without a trailing slash: `https://mall.example.com/functions/v1/api`. */
  apiBase: string;
  /** Base of the live socket: `wss://mall.example.com`. */
  socketBase: string;
  /** The shop's public code. */
  shop: string;
  /** Supabase's publishable key; it opens nothing by itself. */
  publishableKey: string;
}

/** A merchant's own: edited before upload, or given by an ext.json of WeChat's. */
const built_in: Settings = {
  apiBase: "https://mall.example.com/functions/v1/api",
  socketBase: "wss://mall.example.com",
  shop: "qingteng",
  publishableKey: "",
};

/** One package serves many shops: WeChat's ext configuration overrides what was built in. */
export const settings: Settings = {
  ...built_in,
  ...(wx.getExtConfigSync() as Partial<Settings>),
};
