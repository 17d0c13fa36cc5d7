import { z } from "zod";
import { Me } from "./members.ts";
import { At, Id } from "./values.ts";

/** The code of `wx.login`, and the visitor token if the person browsed before. */
export const SignIn = z.strictObject({
  code: z.string().min(1).max(128),
  visitor_token: z.string().min(1).max(4096).optional(),
});
export type SignIn = z.infer<typeof SignIn>;

/** A token of one hour; renewed by a silent `wx.login`. */
export const Session = z.object({
  token: z.string(),
  expires_at: At,
  is_new: z.boolean(),
  member: Me,
});
export type Session = z.infer<typeof Session>;

/** A token for somebody not signed in, good for 180 days. */
export const Visitor = z.object({ token: z.string(), visitor_id: Id, expires_at: At });
export type Visitor = z.infer<typeof Visitor>;
