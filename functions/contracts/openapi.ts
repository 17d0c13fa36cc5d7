import { z } from "zod";

/** An OpenAPI 3.1 document. */
export const OpenApiDocument = z.record(z.string(), z.unknown());
export type OpenApiDocument = z.infer<typeof OpenApiDocument>;
