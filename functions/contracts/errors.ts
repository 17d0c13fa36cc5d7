import { z } from "zod";
import { error_codes } from "./error_texts.ts";

/** What every refused request answers. `details` depends on the code; see `ErrorDetails`. */
export const ErrorReply = z.object({
  error: z.object({
    code: z.enum(error_codes),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    request_id: z.string(),
  }),
});
export type ErrorReply = z.infer<typeof ErrorReply>;

/** One field that was refused: where, and what is wrong with it, in Chinese. */
export const FieldProblem = z.object({ field: z.string(), message: z.string() });
export type FieldProblem = z.infer<typeof FieldProblem>;

/** `details` of INVALID_REQUEST: the first field by name, and all of them. */
export const InvalidRequestDetails = z.object({
  field: z.string(),
  fields: z.array(FieldProblem).optional(),
});
export type InvalidRequestDetails = z.infer<typeof InvalidRequestDetails>;
