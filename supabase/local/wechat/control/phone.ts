import { z } from "zod";
import { phoneOf } from "../open/phone.ts";
import type { World } from "../world.ts";
import { knownUser, newCode } from "./users.ts";

/** Whether the user agrees when the phone button asks. */
const phone_button_input = z.strictObject({ action: z.enum(["allow", "deny"]).default("allow") });
export type PhoneButtonInput = z.input<typeof phone_button_input>;

/** What the event of `open-type="getPhoneNumber"` says. */
export interface PhoneButtonAnswer {
  errMsg: string;
  errno?: number;
  code?: string;
}

/** The user is asked for the phone: a code for it, or that the user, or the account's quota, says no. */
export function tapPhoneButton(
  world: World,
  openid: string,
  input: PhoneButtonInput = {},
): PhoneButtonAnswer {
  const { action } = phone_button_input.parse(input);
  const user = knownUser(world, openid);
  if (world.faults.take("phone_quota", { appid: user.appid, openid })) {
    return { errMsg: "getPhoneNumber:fail no quota", errno: 1400001 };
  }
  if (action === "deny") return { errMsg: "getPhoneNumber:fail user deny" };
  const code = newCode(world, user);
  world.state.phone_codes.put(code.code, code);
  return { errMsg: "getPhoneNumber:ok", code: code.code };
}

/** The phone that WeChat shows this user when it asks, as the user's own people know it. */
export function phoneShown(world: World, openid: string): { phone: string } {
  return { phone: phoneOf(knownUser(world, openid)) };
}
