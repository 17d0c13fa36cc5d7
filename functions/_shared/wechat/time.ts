const beijing_offset_ms = 8 * 3_600_000;

/** A moment as the mini program's APIs want it: Beijing time with milliseconds, `2022-12-15T13:29:35.120+08:00`. */
export function wechatTime(moment: Date): string {
  return new Date(moment.getTime() + beijing_offset_ms).toISOString().replace("Z", "+08:00");
}

/** A moment as WeChat Pay wants it: RFC 3339 in Beijing time, whole seconds, `2022-12-15T13:29:35+08:00`. */
export function payTime(moment: Date): string {
  return wechatTime(moment).replace(/\.\d{3}/, "");
}

/** Unix seconds now, as a text. */
export function unixSeconds(): string {
  return String(Math.floor(Date.now() / 1000));
}
