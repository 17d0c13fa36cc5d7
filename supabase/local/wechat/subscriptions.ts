/** A template of subscribe messages that an app has chosen in its console. */
export interface MessageTemplate {
  template_id: string;
  appid: string;
  title: string;
  /** Its keywords in order, with the name of each: `thing1`, 商品. */
  fields: { field: string; name: string }[];
}

/** How a user stands to one template. */
export interface Subscription {
  openid: string;
  template_id: string;
  /** Messages that were agreed to and have not been sent. */
  left: number;
  /** The user keeps this choice, and is not asked any more. */
  always: "accept" | "reject" | null;
}

/** A message as it lies in the user's list of service notices. */
export interface ArrivedMessage {
  id: string;
  openid: string;
  appid: string;
  template_id: string;
  title: string;
  /** The page that it opens, with its query; null: it opens nothing. */
  page: string | null;
  rows: { name: string; value: string }[];
  at: number;
}

/** The id of a user's stand to a template. */
export const subscriptionOf = (openid: string, template_id: string) => `${openid}/${template_id}`;

const years = /^\d{4}年\d{1,2}月\d{1,2}日$/;
const moments = /^(\d{4}年\d{1,2}月\d{1,2}日 ?)?\d{1,2}:\d{2}$/;

const takes: Record<string, (value: string) => boolean> = {
  thing: (value) => [...value].length <= 20,
  phrase: (value) => /^\p{Script=Han}{1,5}$/u.test(value),
  number: (value) => /^\d{1,32}(\.\d+)?$/.test(value),
  character_string: (value) => /^[\x21-\x7e]{1,32}$/.test(value),
  amount: (value) => /^[¥￥$]?\d{1,10}(\.\d{1,2})?元?$/.test(value),
  time: (value) => years.test(value) || moments.test(value),
  date: (value) => years.test(value),
};

/** Whether a keyword takes a text: WeChat's limits of each kind. */
export function fitsField(field: string, value: unknown): boolean {
  const kind = field.replace(/\d+$/, "");
  return typeof value === "string" && value !== "" && (takes[kind]?.(value) ?? false);
}
