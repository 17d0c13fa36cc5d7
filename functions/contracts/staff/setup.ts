import { z } from "zod";
import { Bps } from "../money.ts";
import { setup_problems } from "../setup_problems.ts";
import { At, Id, PictureUrl } from "../values.ts";
import { Decide } from "./people.ts";

/** The steps of opening a shop, in their order. */
export const SetupStepName = z.enum([
  "mini_program",
  "pay",
  "push",
  "domain",
  "goods",
  "freight",
  "commission",
  "payouts",
  "staff",
  "home",
  "first_order",
]);
export type SetupStepName = z.infer<typeof SetupStepName>;

/** The steps that a check tries. */
export const TriedStep = SetupStepName.extract(["mini_program", "pay", "domain", "home"]);
export type TriedStep = z.infer<typeof TriedStep>;

/** The steps that are a choice, with which a shop can begin as it is. */
export const ChosenStep = SetupStepName.extract(["freight", "commission", "payouts", "staff"]);
export type ChosenStep = z.infer<typeof ChosenStep>;

export const SetupProblem = z.enum(
  Object.keys(setup_problems) as [keyof typeof setup_problems, ...(keyof typeof setup_problems)[]],
);
export type SetupProblem = z.infer<typeof SetupProblem>;

export const SetupStep = z.object({
  step: SetupStepName,
  /** Tried by a check, heard from WeChat, counted in the shop, or chosen by staff. */
  way: z.enum(["tried", "heard", "counted", "chosen"]),
  /** `open`: something is not entered or not chosen. `untried`: all is there, and nothing proves it. */
  state: z.enum(["open", "untried", "failed", "done"]),
  /** The accounts and keys that it uses, by their names in the catalogue of settings. */
  keys: z.array(z.object({ name: z.string(), is_needed: z.boolean(), is_entered: z.boolean() })),
  /** Why the last check with these keys failed. */
  problem: SetupProblem.nullable(),
  /** WeChat's own code of that. */
  said: z.string().nullable(),
  checked_at: At.nullable(),
});
export type SetupStep = z.infer<typeof SetupStep>;

/** get_setup(shop), with the addresses that WeChat has to be told. */
export const Setup = z.object({
  steps: z.array(SetupStep),
  /** The margin that half of the goods reach; null where no cost is entered. */
  margin_bps: Bps.nullable(),
  /** What a first real order is tried with, and whether it was paid since it was offered last; null before it ever was. */
  first_product: z.object({ id: Id, on_sale: z.boolean(), is_paid: z.boolean() }).nullable(),
  addresses: z.object({ domain: z.url(), push: z.url() }),
});
export type Setup = z.infer<typeof Setup>;

/** offer_first_order(shop, image, reason, idempotency_key): `image` is the picture of what is bought. */
export const OfferFirstOrder = Decide.extend({ image: PictureUrl });
export type OfferFirstOrder = z.infer<typeof OfferFirstOrder>;
