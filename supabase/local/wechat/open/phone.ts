import { createHash } from "node:crypto";
import type { User } from "../state.ts";
import type { AppCall, OpenAnswer } from "./call.ts";
import { OpenError } from "./error.ts";

/** The phone of a user's account. A user without a given phone has a made-up one that stays the same. */
export function phoneOf({ openid, phone }: User): string {
  if (phone) return phone;
  const number = createHash("sha256").update(openid).digest().readUInt32BE() % 100_000_000;
  return `139${String(number).padStart(8, "0")}`;
}

/** POST /wxa/business/getuserphonenumber: a code of the phone button is good for five minutes and once. */
export function userPhoneNumber({ world, body, app }: AppCall): OpenAnswer {
  const { appid } = app;
  const code = world.state.phone_codes.get(String(body["code"] ?? ""));
  const openid = body["openid"];
  const good = code !== undefined && code.appid === appid && !code.used &&
    code.expires_at > world.now() && (openid === undefined || openid === code.openid);
  if (!good) throw new OpenError(40029, "invalid code");
  code.used = true;
  world.state.phone_codes.put(code.code, code);
  const phone = phoneOf(world.state.users.get(code.openid)!);
  const [country, number] = phone.startsWith("+")
    ? phone.slice(1).split(" ") as [string, string]
    : ["86", phone];
  return {
    errcode: 0,
    errmsg: "ok",
    phone_info: {
      phoneNumber: country === "86" ? number : country + number,
      purePhoneNumber: number,
      countryCode: country,
      watermark: { timestamp: Math.floor(world.now() / 1000), appid },
    },
  };
}
