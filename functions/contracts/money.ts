import { z } from "zod";

/** Whole fen, may be negative (a balance, a delta). A number stays exact below 2^53. */
export const SignedFen = z.int();
export type SignedFen = z.infer<typeof SignedFen>;

/** Whole fen, never negative. */
export const Fen = z.int().nonnegative();
export type Fen = z.infer<typeof Fen>;

/** A rate in basis points: 10000 is the whole. */
export const Bps = z.int().min(0).max(10000);
export type Bps = z.infer<typeof Bps>;

/** How many of something in one line. */
export const Quantity = z.int().min(1).max(999);
export type Quantity = z.infer<typeof Quantity>;
