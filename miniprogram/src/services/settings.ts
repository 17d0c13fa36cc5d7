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

/** For development, where no platform deploys the package: WeChat then hands over no ext configuration. */
const local: Settings = {
  apiBase: "https://mall.example.com/functions/v1/api",
  socketBase: "wss://mall.example.com",
  shop: "qingteng",
  publishableKey: "",
};

/** One package serves many shops: what each is comes from the `ext` of its ext.json. */
export const settings: Settings = {
  ...local,
  ...(wx.getExtConfigSync() as Partial<Settings>),
};
